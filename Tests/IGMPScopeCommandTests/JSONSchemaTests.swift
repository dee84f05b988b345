import TestSupport
import Testing

@Suite("The check against a JSON Schema")
struct JSONSchemaTests {
    @Test(
        "Each keyword lets pass what it allows, and nothing else",
        arguments: [
            (#"{"type": "integer"}"#, "1", "1.5"), (#"{"type": "integer"}"#, "2.0", "true"),
            (#"{"type": ["string", "null"]}"#, "null", "{}"), (#"{"type": "boolean"}"#, "false", "0"),
            (#"{"type": "number"}"#, "1.5", "\"1.5\""), (#"{"type": "array"}"#, "[]", "{}"),
            (#"{"enum": ["a", null]}"#, "null", "\"b\""), (#"{"const": 1}"#, "1", "2"),
            (#"{"minimum": 0}"#, "0", "-1"), (#"{"maximum": 255}"#, "255", "256"),
            (#"{"pattern": "^a+$"}"#, "\"aa\"", "\"aab\""), (#"{"items": {"type": "null"}}"#, "[null]", "[null, 1]"),
            (#"{"required": ["a"]}"#, #"{"a": null}"#, #"{"b": null}"#),
            (#"{"properties": {"a": {"const": 1}}}"#, #"{"b": 2}"#, #"{"a": 2}"#),
            (#"{"properties": {"a": {}}, "additionalProperties": false}"#, #"{"a": 2}"#, #"{"a": 2, "b": 3}"#),
            (#"{"additionalProperties": {"type": "null"}}"#, #"{"a": null}"#, #"{"a": 1}"#),
            (#"{"anyOf": [{"const": 1}, {"const": 2}]}"#, "2", "3"),
            (##"{"$ref": "#/$defs/one", "$defs": {"one": {"const": 1}}}"##, "1", "2"),
            (#"{"items": false}"#, "[]", "[1]"),
        ])
    func keywords(schema: String, valid: String, invalid: String) throws {
        var schema = try JSONSchema(JSONValue(schema))
        #expect(schema.problems(of: try JSONValue(valid)) == [])
        #expect(schema.problems(of: try JSONValue(invalid)).count == 1)
    }

    @Test("A keyword that is not checked is an error, however deep")
    func unknownKeyword() throws {
        let schema = #"{"items": {"maxLength": 3}}"#
        #expect(throws: JSONSchema.UnknownKeyword(path: "#/items/maxLength")) {
            _ = try JSONSchema(JSONValue(schema))
        }
    }

    @Test("A reference to nothing makes everything invalid")
    func danglingReference() throws {
        let text = ##"{"$ref": "#/$defs/none"}"##
        var schema = try JSONSchema(JSONValue(text))
        #expect(schema.problems(of: nil).count == 1)
    }

    @Test("The first difference between two documents is told with its place")
    func difference() throws {
        let text = #"{"a": [1, {"b": "x"}], "c": null}"#
        let document = try JSONValue(text)
        #expect(document.firstDifference(from: document) == nil)
        for (other, difference) in [
            (#"{"a": [1, {"b": "y"}], "c": null}"#, #"$.a[1].b is "y" instead of "x""#),
            (#"{"a": [1], "c": null}"#, "$.a has 1 elements instead of 2"),
            (#"{"a": [1, {"b": "x"}]}"#, "$.c is missing"),
            (#"{"a": [1, {"b": "x", "d": 1}], "c": null}"#, "$.a[1].d is too much"),
        ] {
            let other = try JSONValue(other)
            #expect(document.firstDifference(from: other) == difference)
        }
    }

    @Test("A document set for reading is the same document")
    func layout() throws {
        let text = #"{"a":[1,{"b":"x, \"{"}],"c":null,"d":[],"e":{},"f":0.5}"#
        let document = try JSONValue(text)
        for width in [0, 10, 30, 200] {
            let laidOut = laidOutJSON(text, width: width)
            #expect(try JSONValue(laidOut) == document)
            #expect((laidOut.split(separator: "\n").count == 1) == (width == 200))
        }
    }
}
