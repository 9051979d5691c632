//! What requests hold.

use specsmith::diff::{Behaviour, Rust};

use super::mutations::{Mutation, mutations};

/// Each with its verdicts; the text says what may fail on the wire in a crate that was made before.
pub(crate) static BODIES: &[Mutation] = mutations! {
    // Properties of bodies.
    "add an optional property to a body": Minor "" Same ["input_added"] {
        "                route: {type: string}" => "                route: {type: string}\n                pace: {type: string}",
    }
    "add a required property to a body": Major "requests" Same ["required_input_added"] {
        "              required: [name, breed]\n              properties:\n" => "              required: [name, breed, color]\n              properties:\n                color: {type: string}\n",
    }
    "add a fourth required property to a body": Major "requests" Same ["arguments_to_struct"] {
        "              required: [dog, start, minutes]" => "              required: [dog, start, minutes, route]",
    }
    "remove a property of a body": Major "requests" Same ["input_removed"] {
        "                weight: {type: number, minimum: 0.5}\n" => "",
    }
    "make a property of a body required": Major "requests" Same ["input_required"] {
        "              required: [name, breed]" => "              required: [name, breed, weight]",
    }
    "make a property of a body optional": Major "" Same ["input_optional"] {
        "              required: [name, breed]" => "              required: [name]",
    }
    "rename a property of a body": Major "requests" Same ["input_removed"] {
        "                route: {type: string}" => "                way: {type: string}",
    }
    "narrow the length of a property of a body": Patch "requests" Same ["limit_narrowed"] {
        "{type: string, minLength: 1, maxLength: 80}" => "{type: string, minLength: 1, maxLength: 40}",
    }
    "widen the length of a property of a body": Patch "" Same ["limit_widened"] {
        "{type: string, minLength: 1, maxLength: 80}" => "{type: string, maxLength: 80}",
    }
    "add a pattern to a property of a body": Patch "requests" Same ["limit_narrowed"] {
        "                breed: {type: string}" => "                breed: {type: string, pattern: '^[a-z]+$'}",
    }
    "narrow the items of a list in a body": Patch "requests" Same ["limit_narrowed"] {
        "items: {type: string, maxLength: 40}}" => "items: {type: string, maxLength: 20}}",
    }
    "forbid null in a body": Major "requests" Same ["input_type_changed"] {
        "                chip: {type: [string, 'null']}\n                tags" => "                chip: {type: string}\n                tags",
    }
    "allow null for a number in a body": Major "" Same ["input_type_changed"] {
        "                weight: {type: number, minimum: 0.5}" => "                weight: {type: [number, 'null'], minimum: 0.5}",
    }
    "allow null for a boolean in a body": Minor "" Same ["input_type_changed"] {
        "                friendly: {type: boolean}" => "                friendly: {type: [boolean, 'null']}",
    }
    "narrow a property of a body from number to integer": Major "requests" Same ["input_type_changed"] {
        "                weight: {type: number, minimum: 0.5}" => "                weight: {type: integer}",
    }
    "widen a property of a body from integer to number": Major "" Same ["input_type_changed"] {
        "                minutes: {type: integer}" => "                minutes: {type: number}",
    }
    "reorder required properties of a body": Major "" Same ["arguments_reordered"] {
        "                dog: {type: string}\n                start: {type: string, format: date-time}\n" => "                start: {type: string, format: date-time}\n                dog: {type: string}\n",
    }
    "make a body a form": Patch "requests" Changes ["body_type_changed"] {
        "      operationId: walks/plan\n      summary: Plans a walk.\n      requestBody:\n        required: true\n        content:\n          application/json:\n" => "      operationId: walks/plan\n      summary: Plans a walk.\n      requestBody:\n        required: true\n        content:\n          application/x-www-form-urlencoded:\n",
    }
    // Types that callers build.
    "add an optional property to a type in requests": Minor "" Same ["field_added"] {
        "        text: {type: string}\n        priority" => "        text: {type: string}\n        color: {type: string}\n        priority",
    }
    "add a required property to a type in requests": Major "requests" Same ["field_added", "constructor_changed"] {
        "      required: [title, text]\n      properties:\n" => "      required: [title, text, author]\n      properties:\n        author: {type: string}\n",
    }
    "make a property of a type in requests required": Major "requests" Same ["field_type_changed", "constructor_changed"] {
        "      required: [title, text]\n" => "      required: [title, text, priority]\n",
    }
    "make a property of a type in requests optional": Major "" Same ["field_type_changed", "constructor_changed"] {
        "      required: [title, text]\n" => "      required: [title]\n",
    }
    "reorder required properties of a type in requests": Major "" Breaks ["constructor_changed"] {
        "        color: {type: string}\n        length: {type: number}\n" => "        length: {type: number}\n        color: {type: string}\n",
    }
    "remove a property of a type in requests": Major "requests" Same ["field_removed"] {
        "        priority: {type: integer, minimum: 1, maximum: 5}\n" => "",
    }
    "narrow the minimum of a property in requests": Patch "requests" Same ["limit_narrowed"] {
        "{type: integer, minimum: 1, maximum: 5}" => "{type: integer, minimum: 2, maximum: 5}",
    }
    "add a value to an enum in requests": Minor "" Same ["value_added"] {
        "      enum: [info, warning]" => "      enum: [info, warning, error]",
    }
    "remove a value of an enum in requests": Major "requests" Same ["value_removed"] {
        "      enum: [info, warning]" => "      enum: [info]",
    }
    "rename a value of an enum": Major "requests" Same ["value_removed", "value_added"] {
        "      enum: [small, medium, large]" => "      enum: [small, middle, large]",
    }
    "reorder values of an enum": Same "" Same [] {
        "      enum: [small, medium, large]" => "      enum: [large, medium, small]",
    }
    "open an enum": Minor "" Same ["enum_opened"] {
        "    Level:\n      type: string\n      enum: [info, warning]" => "    Level:\n      anyOf:\n        - {type: string, enum: [info, warning]}\n        - {type: string}",
    }
    "make an enum a text": Major "" Same ["type_removed"] {
        "    Level:\n      type: string\n      enum: [info, warning]" => "    Level:\n      type: string",
    }
    "add a member to a union in requests": Minor "" Same ["variant_added", "type_added"] {
        "        - {$ref: '#/components/schemas/RoomSubject'}\n      discriminator: {propertyName: kind, mapping: {dog" => "        - {$ref: '#/components/schemas/RoomSubject'}\n        - {$ref: '#/components/schemas/YardSubject'}\n      discriminator: {propertyName: kind, mapping: {yard: '#/components/schemas/YardSubject', dog",
        "    RoomSubject:\n      type: object\n" => "    YardSubject:\n      type: object\n      required: [kind, yard]\n      properties:\n        kind: {type: string}\n        yard: {type: string}\n    RoomSubject:\n      type: object\n",
    }
};
