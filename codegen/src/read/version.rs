//! Versions of OpenAPI: which is read, and what each one has in which object.

use crate::diag::{Loc, code};

use super::reader::Reader;
use super::tree::Kind;

/// A version whose documents are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    /// OpenAPI 3.0.
    V3_0,
}

/// What is said of versions in messages.
const KNOWN: &str = "versions 2.0, 3.0, 3.1 and 3.2 are known, and 3.0 is read so far";

impl Reader<'_> {
    /// The version of the document, and as it is written. Everything that tells versions apart begins here.
    pub(super) fn version(&mut self, root: Loc) -> Option<(Version, String)> {
        let (openapi, swagger) = (self.field(root, "openapi"), self.field(root, "swagger"));
        let Some(loc) = openapi.or(swagger) else {
            let message = "the document does not say which version of OpenAPI it is";
            self.report(code::UNKNOWN_VERSION, root, message).help(format!("begin with `openapi: \"3.0.3\"`; {KNOWN}"));
            return None;
        };
        let Kind::String(text) = self.kind(loc) else {
            let message = format!("the version is {}, and has to be text", self.what(loc));
            self.report(code::UNKNOWN_VERSION, loc, message).help(format!("write it in quotes: `\"3.0.3\"`; {KNOWN}"));
            return None;
        };
        let text = self.text(text);
        let family = |name| text == name || text.strip_prefix(name).is_some_and(|rest| rest.starts_with(['.', '-']));
        if openapi.is_some() && family("3.0") {
            return Some((Version::V3_0, text.to_owned()));
        }
        let known = (openapi.is_some() && (family("3.1") || family("3.2"))) || (openapi.is_none() && family("2.0"));
        if known {
            let message = format!("version {text} is not supported yet");
            self.report(code::UNSUPPORTED_VERSION, loc, message).help("convert the document to OpenAPI 3.0");
        } else {
            self.report(code::UNKNOWN_VERSION, loc, format!("there is no OpenAPI version `{text}`")).help(KNOWN);
        }
        None
    }
}

/// An object of OpenAPI, with the keys that it can have beside `x-…`.
pub(super) struct Shape {
    /// What it is called in messages.
    pub(super) name: &'static str,
    /// The keys of the version that is read.
    pub(super) keys: &'static [&'static str],
    /// The keys that a newer version adds.
    pub(super) newer: &'static [&'static str],
}

macro_rules! shapes {
    ($($shape:ident $name:literal [$($key:literal)*] [$($newer:literal)*])+) => {
        $(pub(super) static $shape: Shape = Shape { name: $name, keys: &[$($key),*], newer: &[$($newer),*] };)+
    };
}

shapes! {
    ROOT "the document"
        ["openapi" "info" "servers" "paths" "components" "security" "tags" "externalDocs"]
        ["webhooks" "jsonSchemaDialect" "$self"]
    INFO "`info`" ["title" "description" "termsOfService" "contact" "license" "version"] ["summary"]
    SERVER "a server" ["url" "description" "variables"] ["name"]
    SERVER_VARIABLE "a server variable" ["enum" "default" "description"] []
    TAG "a tag" ["name" "description" "externalDocs"] ["summary" "parent" "kind"]
    COMPONENTS "`components`"
        ["schemas" "responses" "parameters" "examples" "requestBodies" "headers" "securitySchemes" "links" "callbacks"]
        ["pathItems" "mediaTypes"]
    PATH_ITEM "a path"
        ["$ref" "summary" "description" "get" "put" "post" "delete" "options" "head" "patch" "trace" "servers"
            "parameters"]
        ["query" "additionalOperations"]
    OPERATION "an operation"
        ["tags" "summary" "description" "externalDocs" "operationId" "parameters" "requestBody" "responses" "callbacks"
            "deprecated" "security" "servers"]
        []
    PARAMETER "a parameter"
        ["name" "in" "description" "required" "deprecated" "allowEmptyValue" "style" "explode" "allowReserved" "schema"
            "example" "examples" "content"]
        []
    REQUEST_BODY "a request body" ["description" "content" "required"] []
    RESPONSE "a response" ["description" "headers" "content" "links"] ["summary"]
    MEDIA_TYPE "a media type" ["schema" "example" "examples" "encoding"] ["itemSchema" "prefixEncoding" "itemEncoding"]
    EXAMPLE "an example" ["summary" "description" "value" "externalValue"] ["dataValue" "serializedValue"]
    SECURITY_SCHEME "a security scheme"
        ["type" "description" "name" "in" "scheme" "bearerFormat" "flows" "openIdConnectUrl"]
        ["deprecated" "oauth2MetadataUrl"]
    DISCRIMINATOR "a discriminator" ["propertyName" "mapping"] ["defaultMapping"]
    SCHEMA "a schema"
        ["$ref" "title" "multipleOf" "maximum" "exclusiveMaximum" "minimum" "exclusiveMinimum" "maxLength" "minLength"
            "pattern" "maxItems" "minItems" "uniqueItems" "maxProperties" "minProperties" "required" "enum" "type"
            "allOf" "oneOf" "anyOf" "not" "items" "properties" "additionalProperties" "description" "format" "default"
            "nullable" "discriminator" "readOnly" "writeOnly" "xml" "externalDocs" "example" "deprecated"]
        ["const" "examples" "$defs" "definitions" "prefixItems" "contains" "minContains" "maxContains" "if" "then"
            "else" "dependentSchemas" "dependentRequired" "dependencies" "propertyNames" "patternProperties"
            "unevaluatedItems" "unevaluatedProperties" "additionalItems" "contentEncoding" "contentMediaType"
            "contentSchema" "$id" "$schema" "$anchor" "$dynamicRef" "$dynamicAnchor" "$recursiveRef"
            "$recursiveAnchor" "$comment" "$vocabulary"]
}
