package dev.toolrack.core.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderAnnotationsTest {

  private static ToolReading tool(String schema) {
    return ToolReading.of(
        "{\"name\":\"t\",\"inputSchema\":" + schema.replace('\'', '"').replace("H:", HEADER) + "}");
  }

  private static final String HEADER = "\"x-mcp-header\":";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'properties':{'a':{'type':'string',H:'Region'}}}",
        "{'properties':{'a':{'type':'integer',H:'a'},'b':{'type':'boolean',H:'b'}}}",
        "{'properties':{'a':{'type':'object','properties':{'b':{'type':'string',H:'B'}}}}}",
        "{'properties':{'a':{H:'!#$%&*+-.^_`|~09AZaz','type':'string'}}}",
        // A property of that name annotates nothing.
        "{'properties':{'x-mcp-header':{'type':'number'}}}",
        "{'$defs':{'x-mcp-header':{'type':'number'}}}",
        // Nor does what is no schema.
        "{'properties':{'a':{'default':{H:'a b'},'enum':[{H:'a b'}]}}}",
        "{'properties':{'a':{'const':{H:7},'examples':[{H:null}]}}}",
      })
  void allowed(String schema) {
    assertThat(tool(schema)).isInstanceOf(ToolDefinition.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'properties':{'a':{'type':'string',H:''}}}",
        "{'properties':{'a':{'type':'string',H:'My Region'}}}",
        "{'properties':{'a':{'type':'string',H:'a:b'}}}",
        "{'properties':{'a':{'type':'string',H:'Région'}}}",
        "{'properties':{'a':{'type':'string',H:'a\\r\\nX: y'}}}",
        "{'properties':{'a':{'type':'string',H:'a\\n'}}}",
        "{'properties':{'a':{'type':'string',H:null}}}",
        "{'properties':{'a':{'type':'string',H:7}}}",
        "{'properties':{'a':{'type':'string',H:['a']}}}",
        "{'properties':{'a':{'type':'number',H:'a'}}}",
        "{'properties':{'a':{'type':'object',H:'a'}}}",
        "{'properties':{'a':{'type':'array',H:'a'}}}",
        "{'properties':{'a':{'type':'null',H:'a'}}}",
        "{'properties':{'a':{'type':['string','null'],H:'a'}}}",
        "{'properties':{'a':{H:'a'}}}",
        "{'properties':{'a':{'type':'string',H:'a'},'b':{'type':'string',H:'a'}}}",
        "{'properties':{'a':{'type':'string',H:'Aa'},'b':{'type':'string',H:'aA'}}}",
        "{'properties':{'a':{'type':'string',H:'a','properties':{'b':{'type':'string',H:'A'}}}}}",
        "{'type':'string',H:'a'}",
        "{'items':{'type':'string',H:'a'}}",
        "{'prefixItems':[{'type':'string',H:'a'}]}",
        "{'additionalProperties':{'type':'string',H:'a'}}",
        "{'patternProperties':{'.':{'type':'string',H:'a'}}}",
        "{'oneOf':[{'properties':{'a':{'type':'string',H:'a'}}}]}",
        "{'allOf':[{'properties':{'a':{'type':'string',H:'a'}}}]}",
        "{'if':{'properties':{'a':{'type':'string',H:'a'}}}}",
        "{'not':{'properties':{'a':{'type':'string',H:'a'}}}}",
        "{'$defs':{'d':{'type':'string',H:'a'}},'properties':{'a':{'$ref':'#/$defs/d'}}}",
        "{'properties':{'a':{'items':{'properties':{'b':{'type':'string',H:'a'}}}}}}",
        "{'properties':[{'type':'string',H:'a'}]}",
        "{'x-mine':{'type':'string',H:'a'}}",
        "{'properties':{'a':{'type':'string','x\\u002dmcp-header':'a b'}}}",
      })
  void refused(String schema) {
    assertThat(tool(schema))
        .isInstanceOfSatisfying(
            ToolReading.Rejected.class,
            left -> {
              assertThat(left.reason()).isEqualTo(Rejection.BAD_HEADER_ANNOTATION);
              assertThat(left.name()).isEqualTo("t");
              assertThat(left.message())
                  .isEqualTo("tool t has an x-mcp-header that MCP does not allow");
            });
  }

  @Test
  void concernsTheInputOnly() {
    assertThat(
            ToolReading.of(
                "{\"name\":\"t\",\"inputSchema\":{},\"outputSchema\":{" + HEADER + "\"a b\"}}"))
        .isInstanceOf(ToolDefinition.class);
  }

  /** The digest is that of the whole object, as of every other tool that has a canonical form. */
  @Test
  void hasACanonicalForm() {
    String bad = "{'properties':{'a':{'type':'number',H:'a'}}}";
    assertThat(tool(bad.replace(",", " , ")).digest()).isEqualTo(tool(bad).digest());
  }
}
