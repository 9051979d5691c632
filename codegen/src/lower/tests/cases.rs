//! How tests of the crate try an operation.

use serde_json::{Value, json};

use super::lower_with;
use crate::ir::Cases;

const DOCUMENT: &str = "
paths:
  /pets/{id}:
    patch:
      parameters:
        - { name: id, in: path, required: true, schema: { type: string, pattern: '^[0-9]{4}$' } }
        - { name: dry, in: query, schema: { type: boolean, example: false } }
        - { name: sort, in: query, required: true, schema: { type: string, enum: [up] } }
        - { name: none, in: query, schema: { type: array, maxItems: 0 } }
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [name]
              properties:
                name: { type: string, minLength: 6, example: Tom }
                made: { type: string, readOnly: true }
                mother: { type: object, properties: { name: { type: string, example: Ann } } }
      responses:
        '204': { description: Changed. }
        '404': { description: None. }
        4XX: { description: Wrong. }
        default: { description: Other. }
";

fn cases(config: &str) -> Option<Cases> {
    let (api, _) = lower_with(config, DOCUMENT);
    api.operations.into_iter().next().and_then(|operation| operation.cases)
}

fn meant(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn what_is_required_is_meant_and_then_all_of_it() {
    let Cases { least, most, errors, feasible, succeeds, takes_preferences } = cases("[tests]").unwrap();
    assert_eq!((feasible, succeeds, takes_preferences), (true, true, false));
    let path = json!({ "id": "0000" });
    let expected = json!({ "path": path, "query": { "sort": "up" }, "body": { "name": "textaa" } });
    assert_eq!(meant(&least.meant), expected);
    // A list of nothing is not written, and what only the server sends is not asked of it.
    let query = json!({ "sort": "up", "dry": false });
    let expected = json!({ "path": path, "query": query, "body": { "name": "textaa", "mother": { "name": "Ann" } } });
    assert_eq!(meant(&most.unwrap().meant), expected);
    assert_eq!(errors, [404, 400, 500]);
}

#[test]
fn without_tests_there_are_no_cases() {
    assert_eq!(cases(""), None);
}
