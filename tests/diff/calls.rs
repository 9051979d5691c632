//! Operations and their parameters.

use specsmith::diff::{Behaviour, Rust};

use super::mutations::{Mutation, mutations};

/// Each with its verdicts; the text says what may fail on the wire in a crate that was made before.
pub(crate) static CALLS: &[Mutation] = mutations! {
    // Operations.
    "add an operation": Minor "" Same ["operation_added"] {
        "  /walks:\n" => "  /walks/{walk_id}:\n    delete:\n      operationId: walks/cancel\n      parameters:\n        - {name: walk_id, in: path, required: true, schema: {type: string}}\n      responses:\n        '204': {description: It is cancelled.}\n  /walks:\n",
    }
    "add an operation of a new resource": Minor "" Same ["operation_added", "resource_added", "feature_added"] {
        "  /export:\n" => "  /rooms:\n    delete:\n      operationId: rooms/clear\n      responses:\n        '204': {description: They are empty.}\n  /export:\n",
    }
    "remove an operation": Major "requests" Same ["operation_removed"] {
        "    delete:\n      operationId: dogs/delete\n      summary: Lets a dog go.\n      parameters:\n        - {name: kennel_id, in: path, required: true, schema: {type: string}}\n        - {name: dog_id, in: path, required: true, schema: {type: string}}\n        - {name: dry_run, in: query, schema: {type: boolean}}\n      responses:\n        '204': {description: It is gone.}\n" => "",
    }
    "remove the only operation of a resource": Major "requests" Same ["operation_removed", "resource_removed", "feature_removed"] {
        "  /export:\n    get:\n      operationId: export/text\n      summary: Returns everything as text.\n      responses:\n        '200':\n          description: Everything.\n          content:\n            text/plain:\n              schema: {type: string}\n" => "",
    }
    "rename an operation": Major "" Same ["operation_renamed"] {
        "operationId: dogs/get" => "operationId: dogs/show",
    }
    "move an operation to another resource": Major "" Same ["operation_renamed", "resource_added"] {
        "operationId: export/text" => "operationId: archive/text",
    }
    "change the path of an operation": Patch "requests" Changes ["address_changed"] {
        "  /feed:\n" => "  /feed/latest:\n",
    }
    "change the method of an operation": Patch "requests" Changes ["address_changed"] {
        "  /notes:\n    put:\n" => "  /notes:\n    post:\n",
    }
    "rename a path parameter": Patch "" Same ["argument_renamed"] {
        "  /kennels/{kennel_id}/dogs/{dog_id}:\n" => "  /kennels/{kennel_id}/dogs/{id}:\n",
        "      operationId: dogs/get\n      summary: Returns a dog.\n      parameters:\n        - {name: kennel_id, in: path, required: true, schema: {type: string}}\n        - {name: dog_id," => "      operationId: dogs/get\n      summary: Returns a dog.\n      parameters:\n        - {name: kennel_id, in: path, required: true, schema: {type: string}}\n        - {name: id,",
        "        - {name: dog_id, in: path, required: true, schema: {type: string}}\n        - {name: dry_run," => "        - {name: id, in: path, required: true, schema: {type: string}}\n        - {name: dry_run,",
    }
    "deprecate an operation": Minor "" Same ["deprecated"] {
        "      operationId: feed/latest\n" => "      operationId: feed/latest\n      deprecated: true\n",
    }
    "give an operation a server of its own": Same "" Changes ["server_changed"] {
        "      operationId: export/text\n" => "      operationId: export/text\n      servers: [{url: 'https://export.kennel.example'}]\n",
    }
    // Parameters.
    "add an optional parameter": Minor "" Same ["input_added"] {
        "        - {name: since, in: query," => "        - {name: until, in: query, schema: {type: string}}\n        - {name: since, in: query,",
    }
    "add a required parameter": Major "requests" Same ["required_input_added"] {
        "        - {name: dry_run, in: query, schema: {type: boolean}}" => "        - {name: reason, in: query, required: true, schema: {type: string}}\n        - {name: dry_run, in: query, schema: {type: boolean}}",
    }
    "remove an optional parameter": Major "requests" Same ["input_removed"] {
        "        - {name: dry_run, in: query, schema: {type: boolean}}\n" => "",
    }
    "make a parameter required": Major "requests" Same ["input_required"] {
        "{name: dry_run, in: query, schema" => "{name: dry_run, in: query, required: true, schema",
    }
    "rename a parameter": Major "requests" Same ["input_removed", "input_added"] {
        "{name: dry_run, in" => "{name: simulate, in",
    }
    "move a parameter from the query into a header": Patch "requests" Same ["input_moved"] {
        "{name: dry_run, in: query" => "{name: dry_run, in: header",
    }
    "change the type of a parameter": Major "requests" Same ["input_type_changed"] {
        "{name: dry_run, in: query, schema: {type: boolean}}" => "{name: dry_run, in: query, schema: {type: integer}}",
    }
    "widen a parameter from date-time to string": Major "" Same ["input_type_changed"] {
        "{name: since, in: query, schema: {type: string, format: date-time}}" => "{name: since, in: query, schema: {type: string}}",
    }
    "narrow the maximum of a parameter": Patch "requests" Same ["limit_narrowed"] {
        "{type: integer, maximum: 100, default: 20}" => "{type: integer, maximum: 50, default: 20}",
    }
    "widen the maximum of a parameter": Patch "" Same ["limit_widened"] {
        "{type: integer, maximum: 100, default: 20}" => "{type: integer, maximum: 200, default: 20}",
    }
    "change the default of a parameter": Patch "" Changes ["default_changed"] {
        "{type: integer, maximum: 100, default: 20}" => "{type: integer, maximum: 100, default: 50}",
    }
    "explode a parameter no more": Patch "requests" Same ["input_moved"] {
        "{name: size, in: query, schema: {$ref: '#/components/schemas/Size'}}" => "{name: size, in: query, content: {application/json: {schema: {$ref: '#/components/schemas/Size'}}}}",
    }
    "deprecate a parameter": Minor "" Same ["deprecated"] {
        "{name: dry_run, in: query, schema" => "{name: dry_run, in: query, deprecated: true, schema",
    }
    "remove an optional header": Major "requests" Same ["input_removed"] {
        "        - {name: X-Request-Source, in: header, schema: {type: string}}\n" => "",
    }
    "give a required parameter one value": Same "requests" Changes ["constant_added"] {
        "        - {name: dry_run, in: query, schema: {type: boolean}}" => "        - {name: mode, in: query, required: true, schema: {type: string, const: soft}}\n        - {name: dry_run, in: query, schema: {type: boolean}}",
    }
};
