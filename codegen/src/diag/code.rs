//! Every kind of diagnostic: one table.
//!
//! `S01xx` a file and its syntax, `S02xx` the structure of a document, `S03xx` references, `S04xx` schemas and
//! types, `S05xx` names, `S06xx` operations, parameters, bodies, `S07xx` security, `S08xx` the configuration,
//! `S09xx` the output. An id is never used again for something else.

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// Something comes out in another way than the document says.
    Warning,
    /// Worth knowing; nothing is lost.
    Note,
}

impl Severity {
    /// The word for it, as it stands in reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// A kind of diagnostic.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Code {
    /// `S` and four digits.
    pub id: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// A few words.
    pub title: &'static str,
    /// What it means and what to do, for `specsmith explain`.
    pub explanation: &'static str,
}

impl Code {
    /// Whether an error of this kind concerns one place of a document only, so that the rest can be generated without
    /// it: references, fields of the wrong kind, keys that stand twice (the last one counts then).
    #[must_use]
    pub fn degrades(&self) -> bool {
        DEGRADING.iter().any(|code| code.id == self.id)
    }
}

/// What `--degrade` turns into warnings.
static DEGRADING: &[&Code] = &[
    DUPLICATE_KEY,
    MISSING_FIELD,
    WRONG_KIND,
    INVALID_VALUE,
    MALFORMED_PATH,
    UNRESOLVED_REFERENCE,
    WRONG_REFERENCE,
    REFERENCE_CYCLE,
    EXTERNAL_REFERENCE,
    MALFORMED_REFERENCE,
    UNREADABLE_REFERENCE,
    ALL_OF_CYCLE,
    REFERENCE_BUDGET,
    SEVERAL_BODIES,
];

/// The kind with an id such as `S0301`, in either case.
#[must_use]
pub fn find(id: &str) -> Option<&'static Code> {
    ALL.iter().copied().find(|code| code.id.eq_ignore_ascii_case(id))
}

macro_rules! table {
    ($($name:ident $id:literal $severity:ident $title:literal $explanation:literal)+) => {
        $(
            #[doc = concat!("`", $id, "`: ", $title, ".\n\n", $explanation)]
            pub static $name: &Code =
                &Code { id: $id, severity: Severity::$severity, title: $title, explanation: $explanation };
        )+

        /// Every code, in the order of ids.
        pub static ALL: &[&Code] = &[$($name),+];
    };
}

table! {
    UNREADABLE_FILE "S0101" Error "a file cannot be read"
        "The file does not exist, is a folder, or may not be read."
    TOO_LARGE "S0102" Error "a document is too large"
        "Documents are read whole, so their size is limited: 128 MiB unless the caller says otherwise."
    NOT_UTF8 "S0103" Error "a file is not UTF-8"
        "OpenAPI documents are UTF-8. Save the file as UTF-8; UTF-16 is recognised, but not read."
    EMPTY_DOCUMENT "S0104" Error "a document is no object"
        "An OpenAPI document is an object with `openapi`, `info` and `paths`; an empty file, `null` or a list is not."
    SYNTAX "S0105" Error "a file does not follow its syntax"
        "The JSON (RFC 8259), YAML 1.2 or TOML is broken at this place; nothing after it is read."
    TOO_DEEP "S0106" Error "a document is nested too deeply"
        "Objects and lists may be 256 deep, which no document that people write comes near."
    DUPLICATE_KEY "S0107" Error "a key stands twice in an object"
        "Which of the two counts would depend on who reads it. Remove or rename one."
    TOO_MANY_NODES "S0108" Error "a document has too many values"
        "YAML aliases can make a small file stand for billions of values, so what they copy is counted, and limited."
    YAML_TAG "S0109" Error "a YAML tag is not of the core schema"
        "Only `!!str`, `!!int`, `!!float`, `!!bool`, `!!null`, `!!map` and `!!seq` are read. Nothing is included or run."
    YAML_ALIAS "S0110" Error "a YAML alias has no finite value"
        "The alias stands within the value that it names, or in a place where it cannot stand."
    NO_JSON_VALUE "S0111" Error "a value has no JSON form"
        "`.inf`, `.nan` and keys that are lists or objects exist in YAML, but not in JSON, which is what the API speaks."
    YAML_MERGE "S0112" Error "a YAML merge key names no object"
        "`<<` takes an object, or a list of objects."
    SEVERAL_DOCUMENTS "S0113" Error "a file holds several YAML documents"
        "One file is one document. Split the file at its `---` lines."

    UNKNOWN_VERSION "S0201" Error "the OpenAPI version is missing or unknown"
        "A document says `openapi: 3.0.x` as a string. Versions 2.0, 3.0, 3.1 and 3.2 are known."
    MISSING_FIELD "S0203" Error "a required field is missing"
        "OpenAPI requires this field, and there is nothing to take its place."
    WRONG_KIND "S0204" Error "a value is of the wrong kind"
        "A list stands where an object belongs, or the like."
    UNKNOWN_KEY "S0205" Warning "a key has no meaning here"
        "OpenAPI does not define it, and it is ignored. Often it is misspelt or at the wrong level."
    NEWER_KEYWORD "S0206" Warning "a keyword is of a newer version"
        "The document's version of OpenAPI does not have it. It is read as the newer version means it where that is possible, and otherwise ignored."
    INVALID_VALUE "S0207" Error "a value is not one of those that are allowed"
        "The field takes one of a few words."
    TEXT_EXPECTED "S0208" Warning "a value that should be text is not"
        "A number or boolean, often for want of quotes in YAML, is taken as it is written. A list or an object is ignored."
    NULL_FIELD "S0209" Warning "a field is null"
        "OpenAPI does not allow `null` here. The field is treated as if it were not there."
    BOOLEAN_REQUIRED "S0210" Warning "`required` of a schema is a boolean"
        "In a schema, `required` lists names of properties; whether the schema itself is required is said by its parent. Ignored."
    UNSUPPORTED_FIELD "S0211" Warning "a field is not supported yet"
        "It is known what it means, but nothing is made of it."
    IGNORED_LIMIT "S0212" Warning "a limit makes no sense"
        "Lengths and counts are whole numbers from 0, and `multipleOf` is above 0. The limit is ignored."
    MALFORMED_PATH "S0213" Error "a path template is malformed"
        "A path begins with `/`, and its braces are in pairs around a name."
    MALFORMED_STATUS "S0214" Warning "a response's key is no status"
        "Responses are listed by a status from 100 to 599, a class such as `4XX`, or `default`. Others are ignored."
    MALFORMED_SERVER "S0215" Warning "a server's address cannot be used"
        "It is not an http or https address, or a variable in it has no default. Another server is used, or none."
    BOTH_EXAMPLES "S0216" Note "both `example` and `examples` are given"
        "They exclude each other. `example` is used."
    UNKNOWN_TYPE "S0217" Warning "a schema has a type that does not exist"
        "Types are `boolean`, `object`, `array`, `number`, `integer` and `string`. It is read as if it said none."
    ABSENT_FIELD "S0218" Warning "a required field is not there"
        "OpenAPI requires this field, but nothing is lost without it."
    OLDER_KEYWORD "S0219" Warning "a keyword is of an older version"
        "The document's version of OpenAPI does not have it any more. It is read as the older version means it."

    UNRESOLVED_REFERENCE "S0301" Error "a reference leads nowhere"
        "Nothing in the document stands at the place that `$ref` names."
    WRONG_REFERENCE "S0302" Error "a reference leads to another kind of thing"
        "A schema is needed and a parameter stands there, or the like."
    REFERENCE_CYCLE "S0303" Error "a reference leads back to itself"
        "Following it never comes to a thing."
    EXTERNAL_REFERENCE "S0304" Error "a reference leads out of the document's folder"
        "Files are read only within the document's folder, or the folder that is named as `root`; addresses are never fetched."
    REFERENCE_SIBLINGS "S0305" Warning "what stands beside `$ref` is ignored"
        "In OpenAPI 3.0, an object with `$ref` is the reference and nothing else. Wrap the reference in `allOf` to add to it."
    MALFORMED_REFERENCE "S0306" Error "a reference is malformed"
        "What follows `#` is a JSON Pointer (RFC 6901), such as `#/components/schemas/Zone`, or an `$anchor`."
    ALL_OF_CYCLE "S0307" Error "a schema is a part of itself"
        "Through `allOf`, `oneOf` or `anyOf` alone, it comes back to itself: no value decides what it is."
    REFERENCE_BUDGET "S0308" Error "references multiply beyond all bounds"
        "Through `allOf`, the schema takes in so many others that it cannot be what was meant."
    DYNAMIC_REFERENCE "S0309" Warning "a dynamic reference is followed as it stands"
        "What `$dynamicRef` means depends on where a schema is used from. It is read as a plain reference to the anchor in its own file."
    UNREADABLE_REFERENCE "S0310" Error "a file that a reference names cannot be read"
        "The file does not exist, is no file, is too large, or may not be read."

    UNSUPPORTED_SCHEMA "S0401" Warning "a schema has no Rust type yet"
        "What it says cannot be expressed yet. The value is handed over as raw JSON; nothing is lost."
    UNSUPPORTED_KEYWORD "S0402" Warning "a schema keyword is not used"
        "The type that comes out is wider than the schema: it admits what the keyword would refuse."
    CONTRADICTION "S0403" Warning "a schema contradicts itself"
        "No value can satisfy all of its parts, so at least one of them is a mistake. What a server sends there all the same is handed over as raw JSON; an alternative of that kind is left out."
    AMBIGUOUS_UNION "S0404" Warning "alternatives cannot be told apart"
        "Nothing in the data says which alternative it is. The first that fits is taken."
    SEVERAL_TYPES "S0405" Warning "a schema admits several types"
        "There is no one Rust type for it. The value is handed over as raw JSON."
    UNKNOWN_FORMAT "S0406" Note "a format is not known"
        "The plain type is used."
    MISPLACED_FORMAT "S0407" Note "a format does not go with its type"
        "The plain type is used."
    INVALID_DEFAULT "S0408" Warning "a default is not a value of its schema"
        "It is left out of the documentation."
    EMPTY_ENUM "S0409" Warning "an enumeration has no values"
        "It is treated as if there were none, and any value of the type is taken."
    REPEATED_VALUE "S0410" Note "an enumeration lists a value twice"
        "The second mention changes nothing."
    MIXED_ENUM "S0411" Warning "an enumeration mixes kinds of values"
        "There is no one Rust type for it. The value is handed over as raw JSON."
    UNTYPED_SCHEMA "S0412" Note "a schema does not say its type"
        "The value is handed over as raw JSON."
    INFINITE_TYPE "S0413" Warning "no finite value satisfies a schema"
        "A required property leads back to the schema itself, without a list, a map or an optional property between. The fields that close the circle are optional, so that there is a value."
    CONFLICTING_LIMITS "S0414" Warning "limits exclude every value"
        "A lower limit is above an upper one. Both are left out."
    UNDECLARED_REQUIRED "S0415" Warning "a required property is not declared"
        "`required` names a property that `properties` does not have. There is an optional field for it, which takes any JSON."
    INVALID_DISCRIMINATOR "S0416" Warning "a discriminator cannot be used"
        "Its property or its mapping does not lead to the alternatives."
    MISSING_ITEMS "S0417" Note "a list does not say what is in it"
        "Items are raw JSON."
    INVALID_EXAMPLE "S0418" Note "an example does not follow its schema"
        "It is shown all the same, and not used in tests."
    READ_AND_WRITE_ONLY "S0419" Warning "a property is both readOnly and writeOnly"
        "It would never be sent at all. Neither is taken into account."

    NUMBERED_NAME "S0501" Warning "a name is taken, and got a numeral"
        "Two things would have the same name in Rust. Pin one of them in the configuration to choose a better one."
    INVENTED_NAME "S0502" Warning "a name has no letter, and was made up"
        "Nothing of it can stand in Rust. Pin a name in the configuration."
    TAKEN_PIN "S0503" Error "a pinned name is taken"
        "Two pins, or a pin and something that cannot be renamed, ask for the same name in the same place."
    INVALID_PIN "S0504" Error "a pinned name is no Rust name"
        "Types and variants are in UpperCamelCase, functions and fields in snake_case, and keywords are not names."
    REPEATED_OPERATION_ID "S0505" Warning "two operations have the same operationId"
        "OpenAPI asks for unique ones. Names are made from the path where they do not help."
    MALFORMED_LOCK "S0506" Error "the lock of names cannot be read"
        "`names.lock` keeps the names that were given, and is written by every run. Restore it from version control, or mend the line; after a merge, keep the lines of both sides. Without the file, all names are given anew."
    LOST_NAME "S0507" Warning "a name of the lock is not to be had any more"
        "Something else has it now: a pin of the configuration, the crate itself, or another line. So this part of the document gets another name, and code that used it has to be changed."

    UNDECLARED_PARAMETER "S0601" Warning "a path's parameter is not declared"
        "The template has it, but no parameter with `in: path` describes it. It is taken as a required string."
    UNUSED_PARAMETER "S0602" Warning "a path parameter is not in the path"
        "It cannot be sent, and is left out."
    REPEATED_PARAMETER "S0603" Warning "a parameter is declared twice"
        "Name and place together have to be unique. The first one counts."
    IGNORED_HEADER "S0604" Warning "a header parameter is ignored"
        "`Accept`, `Content-Type` and `Authorization` are said elsewhere in the document, and others belong to HTTP itself."
    UNSUPPORTED_STYLE "S0605" Warning "a parameter's style is not supported yet"
        "It is taken as text that is sent as it is."
    UNSUPPORTED_PARAMETER "S0606" Warning "a parameter is not supported yet"
        "It can be set by name on the request only."
    UNSUPPORTED_BODY "S0607" Warning "a request body is not supported yet"
        "It is taken as raw JSON."
    UNSUPPORTED_RESPONSE "S0608" Warning "a response's body is not supported yet"
        "The call gives the raw response."
    SEVERAL_SUCCESSES "S0609" Warning "several successes have different bodies"
        "There is no one Rust type for them. The value is handed over as raw JSON."
    NO_SUCCESS "S0610" Note "no response is a success"
        "The call gives no value."
    UNEXPECTED_BODY "S0611" Warning "a body stands where HTTP has none"
        "GET, HEAD, DELETE requests and 204 responses have no body that can be relied on. It is ignored."
    REPEATED_PATH "S0612" Warning "two paths differ in parameter names only"
        "A server cannot tell them apart. Both are generated."
    OPTIONAL_PATH_PARAMETER "S0613" Warning "a path parameter is not required"
        "A path without it would be another path. It is taken as required."
    MALFORMED_MEDIA_TYPE "S0614" Warning "a media type is malformed"
        "It is not `type/subtype` (RFC 9110, section 8.3.1), and taken as JSON where it has a schema."
    MISSING_SCHEMA "S0615" Note "a parameter or body has no schema"
        "Parameters are taken as text, bodies as raw JSON."
    NO_OPERATIONS "S0616" Warning "the document has no operations"
        "Types are generated all the same."
    MISPLACED_METHOD "S0617" Warning "a method is at the wrong place of a path"
        "`additionalOperations` is for methods that have no field of their own. The operation is generated all the same."

    EVENTS "S0618" Note "the API sends requests by itself"
        "Webhooks and callbacks are for a server. There are types to read their bodies with, in the module `webhooks`."
    LINKS "S0619" Note "links of responses are not used"
        "They say how values of an answer go into another call. Callers pass them on by themselves."
    SEVERAL_BODIES "S0620" Error "an operation has several bodies"
        "In OpenAPI 2.0 there is one parameter with `in: body`, or any number with `in: formData`."
    UNKNOWN_COLLECTION_FORMAT "S0621" Warning "a list is written in a way that does not exist"
        "In OpenAPI 2.0, `collectionFormat` is `csv`, `ssv`, `tsv`, `pipes` or `multi`. Items are joined by commas."
    UNSUPPORTED_ENCODING "S0622" Warning "an encoding cannot be followed"
        "The property of the form is written as it would be without it."
    UNSUPPORTED_FORM "S0623" Warning "a form has no properties to set"
        "Its schema is not an object that names its properties. Calls hand over the finished body, or add parts by name."

    UNDEFINED_SCHEME "S0701" Warning "a security scheme is not defined"
        "A requirement names a scheme that `components.securitySchemes` does not have."
    UNSUPPORTED_SCHEME "S0702" Warning "a security scheme is not supported yet"
        "Requests that need it have to be given their credentials by hand."
    UNSUPPORTED_REQUIREMENT "S0703" Warning "no way to authorise an operation is supported"
        "Each of its alternatives needs a scheme that is not supported. It is sent without credentials."

    CONFIG_UNKNOWN_KEY "S0801" Error "the configuration has no such key"
        "Keys are checked so that a misspelt one is not silently without effect."
    CONFIG_WRONG_KIND "S0802" Error "a value in the configuration is of the wrong kind"
        "The key takes another kind of value."
    CONFIG_INVALID_VALUE "S0803" Error "a value in the configuration is not allowed"
        "The value is of the right kind, but not one that the key can have."
    CONFIG_MISSING_KEY "S0804" Error "the configuration lacks a key"
        "The key is needed where its table is there."
    UNUSED_CONFIG "S0805" Warning "a rule of the configuration has no effect"
        "The document has nothing at this pointer, or not what the rule is about. Remove or correct the rule."

    UNMATCHED_TARGET "S0806" Warning "an overlay's target matches nothing"
        "The action changes nothing. The document has changed, or the target is misspelt."
    MALFORMED_OVERLAY "S0807" Error "an overlay cannot be applied"
        "An Overlay 1.0 document has `overlay`, `info` and `actions`; each action has a `target`, which is a JSONPath, and `update` or `remove`."

    UNWRITABLE_OUTPUT "S0901" Error "the output cannot be written"
        "A file or folder cannot be made or replaced. What was there before is still there."
    FOREIGN_OUTPUT "S0902" Error "the output folder holds files that are not ours"
        "Only files that the manifest lists are replaced or removed."
    OUTSIDE_OUTPUT "S0903" Error "a file would lie outside of the output folder"
        "The folder, or one on the way, is a symbolic link, or a name leads out of it."
}
