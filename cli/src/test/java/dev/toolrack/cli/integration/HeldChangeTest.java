package dev.toolrack.cli.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.toolrack.cli.kubectl.ObjectRef;
import dev.toolrack.cli.kubectl.Screen;
import dev.toolrack.core.drift.DefinitionSet;
import dev.toolrack.core.drift.StoredSets;
import dev.toolrack.crds.McpIntegration;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeldChangeTest {
  private static final String GET =
      "{\"name\":\"get\",\"description\":\"Gets\\na note\\nquickly\",\"inputSchema\":{\"type\":\"object\"}}";
  private static final String GET_MORE =
      "{\"name\":\"get\",\"description\":\"Gets\\nnotes\\nquickly\",\"inputSchema\":{\"type\":\"object\",\"required\":[\"id\"]}}";
  private static final String DROP =
      "{\"name\":\"drop\",\"description\":\"Drops\\u202e\\u0007it\\u200b\",\"inputSchema\":{}}";
  private static final DefinitionSet OLD = DefinitionSet.of(List.of(GET, tool("old")));
  private static final DefinitionSet NEW = DefinitionSet.of(List.of(GET_MORE, DROP));

  private static String tool(String name) {
    return "{\"name\":\"%s\",\"inputSchema\":{}}".formatted(name);
  }

  static McpIntegration integration(String spec, String status) {
    try {
      return new ObjectMapper()
          .readValue(
              "{\"metadata\":{\"name\":\"notes\",\"namespace\":\"acme\"},\"spec\":{\"connectorRef\":{\"name\":\"c\"},\"tools\":{%s}},\"status\":{\"tools\":{%s}}}"
                  .formatted(spec, status),
              McpIntegration.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ConfigMap catalog(DefinitionSet approved, DefinitionSet live) {
    StoredSets stored =
        StoredSets.none()
            .after(
                approved.digest(), approved.digest(), Optional.of(approved), StoredSets.MAX_BYTES)
            .after(approved.digest(), live.digest(), Optional.of(live), StoredSets.MAX_BYTES);
    ConfigMap catalog = new ConfigMap();
    catalog.setBinaryData(Map.of(StoredSets.FILE, stored.file()));
    return catalog;
  }

  private static String pinned(DefinitionSet pin, DefinitionSet live) {
    return "\"total\":2,\"held\":1,\"pinnedDigest\":\"%s\",\"liveDigest\":\"%s\""
        .formatted(pin.digest(), live.digest());
  }

  private static String printed(HeldChange held) {
    StringWriter text = new StringWriter();
    Held.report(new ObjectRef("acme", "notes"), held)
        .print(new Screen(new PrintWriter(text, true), false));
    return text.toString();
  }

  @Test
  void aHeldChangeAsPeopleReadIt() {
    HeldChange held = HeldChange.of(integration("", pinned(OLD, NEW)), catalog(OLD, NEW));
    assertThat(held).isInstanceOf(HeldChange.Waiting.class);
    assertThat(printed(held))
        .isEqualTo(
            """
            acme/notes: 1 changed, 1 added, 1 removed since the first verification
            --- approved %s
            +++ waiting  %s

            @@ changed get (contract)
              /description (text)
                Gets
              - a note
              + notes
                quickly
              /inputSchema/required (contract)
              + [ "id" ]

            @@ added drop
            + {
            +   "name" : "drop",
            +   "description" : "Drops\\u202e\\u0007it\\u200b",
            +   "inputSchema" : { }
            + }

            @@ removed old
            """
                .formatted(OLD.digest(), NEW.digest()));
  }

  @Test
  void whatAPersonApprovedComesBeforeThePin() {
    String approved = "\"approvedDigest\":\"%s\"".formatted(NEW.digest());
    assertThat(HeldChange.of(integration(approved, pinned(OLD, NEW)), null))
        .isEqualTo(new HeldChange.Nothing(NEW.digest(), true));
    assertThat(HeldChange.of(integration("", pinned(NEW, NEW)), null))
        .isEqualTo(new HeldChange.Nothing(NEW.digest(), false));
  }

  @Test
  void whatIsNotOnRecordIsNotShown() {
    McpIntegration integration = integration("", pinned(OLD, NEW));
    HeldChange.NotOnRecord unknown = new HeldChange.NotOnRecord(OLD.digest(), NEW.digest());
    assertThat(HeldChange.of(integration, null)).isEqualTo(unknown);
    assertThat(HeldChange.of(integration, new ConfigMap())).isEqualTo(unknown);
    // A catalog that somebody changed: what hashes to something else is something else.
    DefinitionSet forged = DefinitionSet.of(List.of(GET));
    assertThat(HeldChange.of(integration, catalog(OLD, forged))).isEqualTo(unknown);
  }

  @Test
  void anApprovedSetThatIsLostMakesEverythingNew() {
    HeldChange held = HeldChange.of(integration("", pinned(OLD, NEW)), catalog(NEW, NEW));
    assertThat(printed(held))
        .startsWith(
            "acme/notes: what was approved is not on record any more, so everything is new: 2 tools\n")
        .contains("@@ added drop\n", "@@ added get\n");
  }

  @Test
  void nothingIsHeldWhereChangesAreAccepted() {
    assertThat(HeldChange.of(integration("", "\"total\":2"), null))
        .isEqualTo(new HeldChange.NotHolding());
    assertThat(HeldChange.of(integration("", ""), null)).isEqualTo(new HeldChange.NotVerified());
    assertThat(HeldChange.of(integration("", "\"pinnedDigest\":\"sha256:0\""), null))
        .isEqualTo(new HeldChange.NotVerified());
  }

  @Test
  void longTextsAreComparedLineByLine() {
    assertThat(LineDiff.between(List.of("a", "b", "c", "d"), List.of("b", "x", "d", "e")))
        .extracting(line -> line.sign() + line.text())
        .containsExactly("-a", " b", "-c", "+x", " d", "+e");
    assertThat(LineDiff.between(List.of(), List.of("a")))
        .containsExactly(new LineDiff.Line('+', "a"));
  }
}
