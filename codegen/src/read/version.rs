//! Versions of OpenAPI: which is read, and what each one has in which object.

use crate::diag::{Loc, code};

use super::reader::Reader;
use super::tree::Kind;

/// A version whose documents are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Version {
    /// Swagger 2.0, which OpenAPI was called then.
    V2_0,
    /// OpenAPI 3.0.
    #[default]
    V3_0,
    /// OpenAPI 3.1: schemas are those of JSON Schema 2020-12.
    V3_1,
    /// OpenAPI 3.2.
    V3_2,
}

impl Version {
    /// The number, for messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::V2_0 => "2.0",
            Self::V3_0 => "3.0",
            Self::V3_1 => "3.1",
            Self::V3_2 => "3.2",
        }
    }
}

/// What is said of versions in messages.
const KNOWN: &str = "versions 2.0, 3.0, 3.1 and 3.2 are read";

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
            let written = if openapi.is_some() { "3.0.3" } else { "2.0" };
            self.report(code::UNKNOWN_VERSION, loc, message)
                .help(format!("write it in quotes: `\"{written}\"`; {KNOWN}"));
            return None;
        };
        let text = self.text(loc, text);
        let family = |name| text == name || text.strip_prefix(name).is_some_and(|rest| rest.starts_with(['.', '-']));
        let version = match openapi {
            Some(_) if family("3.0") => Version::V3_0,
            Some(_) if family("3.1") => Version::V3_1,
            Some(_) if family("3.2") => Version::V3_2,
            None if family("2.0") => Version::V2_0,
            _ => {
                self.report(code::UNKNOWN_VERSION, loc, format!("there is no OpenAPI version `{text}`")).help(KNOWN);
                return None;
            }
        };
        Some((version, text.to_owned()))
    }
}

/// An object of OpenAPI, with the keys that it can have beside `x-…`.
pub(super) struct Shape {
    /// What it is called in messages.
    pub(super) name: &'static str,
    /// The keys of OpenAPI 3.0.
    pub(super) keys: &'static [&'static str],
    /// The keys that newer versions add.
    pub(super) newer: &'static [&'static str],
    /// The keys that only 2.0 has.
    pub(super) older: &'static [&'static str],
    /// The keys of OpenAPI 3.0 that 2.0 does not have.
    pub(super) since_3: &'static [&'static str],
}

macro_rules! shapes {
    ($($shape:ident $name:literal [$($key:literal)*] [$($newer:literal)*] $([$($older:literal)*] [$($since:literal)*])?)+) => {
        $(pub(super) static $shape: Shape = Shape {
            name: $name,
            keys: &[$($key),*],
            newer: &[$($newer),*],
            older: &[$($($older),*)?],
            since_3: &[$($($since),*)?],
        };)+
    };
}

shapes! {
    ROOT "the document"
        ["openapi" "info" "servers" "paths" "components" "security" "tags" "externalDocs"]
        ["webhooks" "jsonSchemaDialect" "$self"]
        ["swagger" "host" "basePath" "schemes" "consumes" "produces" "definitions" "parameters" "responses"
            "securityDefinitions"]
        ["servers" "components"]
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
        []
        ["summary" "description" "trace" "servers"]
    OPERATION "an operation"
        ["tags" "summary" "description" "externalDocs" "operationId" "parameters" "requestBody" "responses" "callbacks"
            "deprecated" "security" "servers"]
        []
        ["consumes" "produces" "schemes"]
        ["requestBody" "callbacks" "servers"]
    PARAMETER "a parameter"
        ["name" "in" "description" "required" "deprecated" "allowEmptyValue" "style" "explode" "allowReserved" "schema"
            "example" "examples" "content"]
        ["discriminator"]
        ["type" "format" "items" "collectionFormat" "default" "maximum" "exclusiveMaximum" "minimum" "exclusiveMinimum"
            "maxLength" "minLength" "pattern" "maxItems" "minItems" "uniqueItems" "enum" "multipleOf" "readOnly"
            "title" "minProperties" "maxProperties"]
        ["deprecated" "style" "explode" "allowReserved" "example" "examples" "content"]
    REQUEST_BODY "a request body" ["description" "content" "required"] []
    RESPONSE "a response" ["description" "headers" "content" "links"] ["summary"]
        ["schema" "examples"]
        ["content" "links"]
    MEDIA_TYPE "a media type" ["schema" "example" "examples" "encoding"] ["itemSchema" "prefixEncoding" "itemEncoding"]
    EXAMPLE "an example" ["summary" "description" "value" "externalValue"] ["dataValue" "serializedValue"]
    SECURITY_SCHEME "a security scheme"
        ["type" "description" "name" "in" "scheme" "bearerFormat" "flows" "openIdConnectUrl"]
        ["deprecated" "oauth2MetadataUrl"]
        ["flow" "authorizationUrl" "tokenUrl" "scopes"]
        ["scheme" "bearerFormat" "flows" "openIdConnectUrl"]
    FLOW "an OAuth flow" ["authorizationUrl" "tokenUrl" "refreshUrl" "scopes"] ["deviceAuthorizationUrl"]
    ENCODING "an encoding" ["contentType" "headers" "style" "explode" "allowReserved"]
        ["encoding" "prefixEncoding" "itemEncoding"]
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
        ["collectionFormat" "allowEmptyValue" "in" "name"]
        ["oneOf" "anyOf" "not" "nullable" "writeOnly" "deprecated"]
}
