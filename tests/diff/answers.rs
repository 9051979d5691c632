//! What answers hold.

use specsmith::diff::{Behaviour, Rust};

use super::mutations::{Mutation, mutations};

/// Each with its verdicts; the text says what may fail on the wire in a crate that was made before.
pub(crate) static ANSWERS: &[Mutation] = mutations! {
    // Types in answers.
    "add a property to a type in answers": Minor "" Same ["field_added"] {
        "        age: {type: integer}" => "        age: {type: integer}\n        color: {type: string}",
    }
    "remove an optional property of a type in answers": Major "" Same ["field_removed"] {
        "        nickname: {type: string, maxLength: 20}\n" => "",
    }
    "remove a required property of a type in answers": Major "responses" Same ["field_removed"] {
        "      required: [id, name, size, age]" => "      required: [id, name, size]",
        "        age: {type: integer}\n" => "",
    }
    "make a property in answers optional": Major "responses" Same ["field_type_changed"] {
        "      required: [id, name, size, age]" => "      required: [id, name, size]",
    }
    "make a property in answers required": Major "" Same ["field_type_changed"] {
        "      required: [id, name, size, age]" => "      required: [id, name, size, age, weight]",
    }
    "allow null in answers": Major "responses" Same ["field_type_changed"] {
        "        age: {type: integer}" => "        age: {type: [integer, 'null']}",
    }
    "forbid null in answers": Major "" Same ["field_type_changed"] {
        "        chip: {type: [string, 'null']}\n        nickname" => "        chip: {type: string}\n        nickname",
    }
    "widen a property in answers from integer to number": Major "responses" Same ["field_type_changed"] {
        "        age: {type: integer}" => "        age: {type: number}",
    }
    "narrow a property in answers from number to integer": Major "" Same ["field_type_changed"] {
        "        weight: {type: number}" => "        weight: {type: integer}",
    }
    "widen a property in answers from int32 to int64": Major "responses" Same ["field_type_changed"] {
        "        distance: {type: integer, format: int32}" => "        distance: {type: integer, format: int64}",
    }
    "change a date in answers into a text": Major "responses" Same ["field_type_changed"] {
        "        born: {type: string, format: date}" => "        born: {type: string}",
    }
    "make a text in answers a list": Major "responses" Same ["field_type_changed"] {
        "        nickname: {type: string, maxLength: 20}" => "        nickname: {type: array, items: {type: string}}",
    }
    "narrow the length of a text in answers": Patch "" Same ["limit_narrowed"] {
        "        nickname: {type: string, maxLength: 20}" => "        nickname: {type: string, maxLength: 10}",
    }
    "rename a type": Major "" Same ["type_renamed"] {
        "              schema: {$ref: '#/components/schemas/Walk'}" => "              schema: {$ref: '#/components/schemas/Stroll'}",
        "    Walk:\n" => "    Stroll:\n",
    }
    "deprecate a property": Minor "" Same ["deprecated"] {
        "        nickname: {type: string, maxLength: 20}" => "        nickname: {type: string, maxLength: 20, deprecated: true}",
    }
    "add a member to a union in answers": Minor "" Same ["variant_added", "type_added"] {
        "        - {$ref: '#/components/schemas/Ran'}\n      discriminator: {propertyName: type, mapping: {ran" => "        - {$ref: '#/components/schemas/Ran'}\n        - {$ref: '#/components/schemas/Ate'}\n      discriminator: {propertyName: type, mapping: {ate: '#/components/schemas/Ate', ran",
        "    Slept:\n      type: object\n" => "    Ate:\n      type: object\n      required: [type, food]\n      properties:\n        type: {type: string}\n        food: {type: string}\n    Slept:\n      type: object\n",
    }
    "remove a member of a union in answers": Major "" Same ["variant_removed", "type_removed"] {
        "        - {$ref: '#/components/schemas/Ran'}\n      discriminator: {propertyName: type, mapping: {ran: '#/components/schemas/Ran', " => "      discriminator: {propertyName: type, mapping: {",
    }
    "leave one member of a union in answers": Major "" Same ["output_changed", "type_removed"] {
        "        - {$ref: '#/components/schemas/Slept'}\n        - {$ref: '#/components/schemas/Ran'}\n      discriminator: {propertyName: type, mapping: {ran: '#/components/schemas/Ran', barked: '#/components/schemas/Barked', slept: '#/components/schemas/Slept'}}" => "      discriminator: {propertyName: type, mapping: {barked: '#/components/schemas/Barked'}}",
    }
    "keep properties that have no name": Minor "" Same ["extra_added"] {
        "    Owner:\n      type: object\n" => "    Owner:\n      type: object\n      additionalProperties: {type: string}\n",
    }
    // Answers as a whole.
    "give an operation an answer": Major "" Same ["output_changed"] {
        "        '204': {description: It is gone.}" => "        '200':\n          description: It was this one.\n          content:\n            application/json:\n              schema: {$ref: '#/components/schemas/Dog'}",
    }
    "take the answer of an operation away": Major "responses" Same ["output_changed"] {
        "          description: The walk.\n          content:\n            application/json:\n              schema: {$ref: '#/components/schemas/Walk'}" => "          description: The walk.",
    }
    "change the type of an answer": Major "responses" Same ["output_changed"] {
        "          description: How many there are.\n          content:\n            application/json:\n              schema: {type: integer}" => "          description: How many there are.\n          content:\n            application/json:\n              schema: {type: string}",
    }
    "add a status with another type": Minor "" Same ["status_added"] {
        "        '202':\n          description: It is being made.\n" => "        '203':\n          description: It was made elsewhere.\n          content:\n            application/json:\n              schema: {$ref: '#/components/schemas/Dog'}\n        '202':\n          description: It is being made.\n",
    }
    "add a documented error": Patch "" Same ["documentation_changed"] {
        "        '202':\n          description: It is being made.\n" => "        '404':\n          description: There is nothing.\n          content:\n            application/json:\n              schema: {$ref: '#/components/schemas/Job'}\n        '202':\n          description: It is being made.\n",
    }
    "change the media type of an answer": Major "responses" Same ["output_changed"] {
        "            text/plain:\n              schema: {type: string}" => "            application/octet-stream:\n              schema: {type: string, format: binary}",
    }
    "page a list in another way": Major "requests responses" Changes ["paging_changed"] {
        "        - {name: page, in: query, schema: {type: integer}}\n" => "        - {name: cursor, in: query, schema: {type: string}}\n",
        "                      page: {type: integer}\n                      total_pages: {type: integer}\n" => "                      cursor: {type: string}\n",
    }
    "take the pages of a list away": Major "requests" Breaks ["paging_changed"] {
        "        - {name: page, in: query, schema: {type: integer}}\n" => "",
    }
    "unwrap an answer": Same "responses" Changes ["envelope_changed"] {
        "                type: object\n                required: [success, errors, result]\n                properties:\n                  success: {type: boolean}\n                  errors: {type: array, items: {type: object}}\n                  result: {type: array, items: {$ref: '#/components/schemas/Dog'}}\n                  result_info:\n                    type: object\n                    properties:\n                      page: {type: integer}\n                      total_pages: {type: integer}\n" => "                type: array\n                items: {$ref: '#/components/schemas/Dog'}\n",
    }
};
