package dev.toolrack.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.toolrack.cli.kubectl.Surroundings;
import dev.toolrack.cli.kubectl.Toolrack;
import dev.toolrack.testbed.leaks.Leaks;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** {@code kubectl toolrack} as a person runs it, in this JVM. */
record KubectlToolrack(Path kubeconfig) {

  /** How a run ended. */
  record Answer(int status, String out, String err) {
    JsonNode json() {
      try {
        return new ObjectMapper().readTree(out);
      } catch (JsonProcessingException e) {
        throw new AssertionError(out + err, e);
      }
    }
  }

  Answer run(String... arguments) {
    return fed("", arguments);
  }

  /** With something on its standard input. */
  Answer fed(String input, String... arguments) {
    return told(new StringWriter(), input, arguments);
  }

  /** With somebody who reads what goes on while it does. */
  Answer told(Writer err, String input, String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.add("--kubeconfig");
    all.add(kubeconfig.toString());
    var out = new StringWriter();
    var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    CommandLine line =
        Toolrack.commandLine(new Surroundings(false, Map.of("TOOLRACK_TRACE", "1"), in));
    int status =
        line.setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(all.toArray(String[]::new));
    Leaks.here().said("kubectl toolrack " + all.getFirst(), out + "\n" + err);
    return new Answer(status, out.toString(), err.toString());
  }
}
