//! Credentials, the API as a whole, and edits that change nothing.

use specsmith::diff::{Behaviour, Rust};

use super::mutations::{Mutation, mutations};

/// Each with its verdicts; the text says what may fail on the wire in a crate that was made before.
pub(crate) static WHOLE: &[Mutation] = mutations! {
    // Credentials.
    "add a security scheme": Minor "" Changes ["credential_added", "security_changed"] {
        "    key: {type: apiKey, in: header, name: X-Key}" => "    key: {type: apiKey, in: header, name: X-Key}\n    session: {type: apiKey, in: cookie, name: session}",
        "  - key: []\n" => "  - key: []\n  - session: []\n",
    }
    "remove a security scheme": Major "" Breaks ["credential_removed", "security_changed"] {
        "    key: {type: apiKey, in: header, name: X-Key}\n" => "",
        "  - key: []\n" => "",
    }
    "send a credential elsewhere": Patch "requests" Changes ["credential_moved"] {
        "{type: apiKey, in: header, name: X-Key}" => "{type: apiKey, in: query, name: key}",
    }
    "ask for both credentials": Same "" Breaks ["security_changed"] {
        "  - token: []\n  - key: []\n" => "  - token: []\n    key: []\n",
    }
    "let an operation go without credentials": Same "" Changes ["security_changed"] {
        "      operationId: feed/latest\n" => "      operationId: feed/latest\n      security: []\n",
    }
    // The whole.
    "change the server": Same "" Changes ["base_url_changed"] {
        "https://kennel.example/v1" => "https://kennel.example/v2",
    }
    "add a webhook": Minor "" Same ["webhook_added"] {
        "webhooks:\n" => "webhooks:\n  dog-slept:\n    post:\n      requestBody:\n        content:\n          application/json:\n            schema: {$ref: '#/components/schemas/Slept'}\n      responses:\n        '200': {description: Thank you.}\n",
    }
    "remove a webhook": Major "" Same ["webhook_removed"] {
        "webhooks:\n  dog-barked:\n    post:\n      requestBody:\n        content:\n          application/json:\n            schema: {$ref: '#/components/schemas/Barked'}\n      responses:\n        '200': {description: Thank you.}\n" => "",
    }
    "change a description of a type": Patch "" Same ["documentation_changed"] {
        "How large a dog is." => "How large a dog is, roughly.",
    }
    "change a summary of an operation": Patch "" Same ["documentation_changed"] {
        "Plans a walk." => "Plans a walk with a dog.",
    }
    "change the description of the API": Patch "" Same ["documentation_changed"] {
        "Dogs and where they stay." => "Dogs, and where they stay.",
    }
    "add a comment": Same "" Same [] {
        "paths:\n" => "# Everything that can be asked.\npaths:\n",
    }
    "reformat a schema": Same "" Same [] {
        "        email: {type: string}\n" => "        email:\n          type: string\n",
    }
    "reorder optional properties": Same "" Same [] {
        "        id: {type: string}\n        distance: {type: integer, format: int32}\n        path: {type: array, items: {type: string}}\n" => "        path: {type: array, items: {type: string}}\n        distance: {type: integer, format: int32}\n        id: {type: string}\n",
    }
    "reorder optional parameters": Same "" Same [] {
        "        - {name: size, in: query, schema: {$ref: '#/components/schemas/Size'}}\n        - {name: since, in: query, schema: {type: string, format: date-time}}\n" => "        - {name: since, in: query, schema: {type: string, format: date-time}}\n        - {name: size, in: query, schema: {$ref: '#/components/schemas/Size'}}\n",
    }
    "reorder path parameters": Same "" Same [] {
        "      operationId: dogs/get\n      summary: Returns a dog.\n      parameters:\n        - {name: kennel_id, in: path, required: true, schema: {type: string}}\n        - {name: dog_id, in: path, required: true, schema: {type: string}}\n" => "      operationId: dogs/get\n      summary: Returns a dog.\n      parameters:\n        - {name: dog_id, in: path, required: true, schema: {type: string}}\n        - {name: kennel_id, in: path, required: true, schema: {type: string}}\n",
    }
    "move a schema into components": Same "" Same [] {
        "                      page: {type: integer}\n" => "                      page: {$ref: '#/components/schemas/PageNumber'}\n",
        "  schemas:\n" => "  schemas:\n    PageNumber: {type: integer}\n",
    }
};
