package dev.toolrack.operator;

import com.fasterxml.jackson.databind.JsonNode;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LoadState;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.compiler.LuaC;
import org.luaj.vm2.lib.BaseLib;
import org.luaj.vm2.lib.PackageLib;
import org.luaj.vm2.lib.TableLib;

/**
 * Runs a health check as Argo CD does: the object is the global {@code obj}, what the script
 * returns has a status and a message, and of the libraries there are the base, table and package
 * ones alone. A script that needs strings or mathematics fails here as it would there.
 */
final class LuaHealth {
  /** What Argo CD shows of an object. */
  record Health(String status, String message) {}

  private LuaHealth() {}

  /** What the script says of the object. */
  static Health of(String script, JsonNode object) {
    var globals = new Globals();
    globals.load(new BaseLib());
    globals.load(new PackageLib());
    globals.load(new TableLib());
    LoadState.install(globals);
    LuaC.install(globals);
    globals.set("obj", value(object));
    LuaValue health = globals.load(script, "health.lua").call();
    return new Health(health.get("status").checkjstring(), health.get("message").checkjstring());
  }

  private static LuaValue value(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> {
        var table = new LuaTable();
        node.properties().forEach(entry -> table.set(entry.getKey(), value(entry.getValue())));
        yield table;
      }
      case ARRAY -> {
        var table = new LuaTable();
        for (JsonNode item : node) {
          table.set(table.length() + 1, value(item));
        }
        yield table;
      }
      case STRING -> LuaValue.valueOf(node.textValue());
      // Lua 5.1, and so Argo CD, has no other numbers.
      case NUMBER -> LuaValue.valueOf(node.doubleValue());
      case BOOLEAN -> LuaValue.valueOf(node.booleanValue());
      default -> LuaValue.NIL;
    };
  }
}
