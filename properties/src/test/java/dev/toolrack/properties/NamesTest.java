package dev.toolrack.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.naming.ToolNames;
import dev.toolrack.core.render.ToolsetDocument.ServerPart;
import dev.toolrack.core.render.ToolsetDocument.ToolPart;
import dev.toolrack.properties.model.Cluster;
import dev.toolrack.properties.model.Cluster.Bot;
import dev.toolrack.properties.model.Tools;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** What models call tools. */
@Domain(Given.class)
@Domain(DomainContext.Global.class)
class NamesTest {

  @Provide
  Arbitrary<String> aliases() {
    return Arbitraries.strings()
        .withChars("abx-0")
        .ofMinLength(1)
        .ofMaxLength(32)
        .filter(alias -> alias.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"));
  }

  @Provide
  Arbitrary<String> tools() {
    return Arbitraries.frequencyOf(
        Tuple.of(1, Tools.name()),
        Tuple.of(2, Arbitraries.strings().withChars("ab_.-X").ofMinLength(1).ofMaxLength(128)));
  }

  private static String bySpecification(String alias, String tool) throws NoSuchAlgorithmException {
    String whole = "mcp__" + alias + "__" + tool;
    String replaced = whole.replaceAll("[^A-Za-z0-9_-]", "_");
    if (replaced.equals(whole) && whole.length() <= 64) {
      return whole;
    }
    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest(("mcp:" + alias + ":" + tool).getBytes(StandardCharsets.UTF_8));
    String first = replaced.length() > 55 ? replaced.substring(0, 55) : replaced;
    return first + "_" + HexFormat.of().formatHex(hash).substring(0, 8);
  }

  @Tag("name-3")
  @Tag("name-4")
  @Property(seed = "61")
  void areWhatTheTextSays(@ForAll("aliases") String alias, @ForAll("tools") String tool)
      throws NoSuchAlgorithmException {
    String name = ToolNames.llmName(alias, tool);
    assertThat(name).isEqualTo(bySpecification(alias, tool)).matches("[A-Za-z0-9_-]{1,64}");
    assertThat(ToolNames.llmName(alias, tool)).as("stable").isEqualTo(name);
  }

  /** Two servers never have tools of one name, whatever they call them. */
  @Property(seed = "62")
  void areOfOneServer(
      @ForAll("aliases") String one,
      @ForAll("aliases") String other,
      @ForAll @Size(max = 20) List<@net.jqwik.api.From("tools") String> tools) {
    if (one.equals(other)) {
      return;
    }
    for (String tool : tools) {
      for (String another : tools) {
        assertThat(ToolNames.llmName(one, tool)).isNotEqualTo(ToolNames.llmName(other, another));
      }
    }
  }

  @Tag("name-1")
  @Tag("name-5")
  @Property(seed = "63")
  void areUniqueForAnAgent(@ForAll Cluster cluster) {
    var operator = new Operator(cluster);
    for (Bot bot : cluster.bots()) {
      var names = new ArrayList<String>();
      for (ServerPart server : operator.decide(bot).outputs().servers()) {
        for (ToolPart tool : server.tools()) {
          names.add(tool.llmName());
          assertThat(tool.llmName()).isEqualTo(ToolNames.llmName(server.name(), tool.name()));
          assertThat(tool.id()).isEqualTo("mcp:" + server.name() + ":" + tool.name());
        }
      }
      assertThat(names).doesNotHaveDuplicates();
    }
  }
}
