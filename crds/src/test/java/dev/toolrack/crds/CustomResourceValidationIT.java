package dev.toolrack.crds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.toolrack.testbed.junit.KubernetesApi;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sends each sample to a real API server: valid ones pass, invalid ones are refused as they say.
 */
@KubernetesApi(crds = "crds/yaml")
class CustomResourceValidationIT {
  private static final String NAMESPACE = "default";

  private final KubernetesClient client;

  CustomResourceValidationIT(KubernetesClient client) {
    this.client = client;
  }

  static Stream<Sample> samples() {
    return Sample.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void sample(Sample sample) {
    GenericKubernetesResource before = null;
    try {
      for (var object : sample.objects().subList(0, sample.objects().size() - 1)) {
        before = send(object, before);
      }
      var last = sample.objects().getLast();
      if (sample.valid()) {
        before = send(last, before);
      } else {
        refused(sample, last, before);
      }
    } finally {
      if (before != null) {
        client.resource(before).delete();
      }
    }
  }

  /** Nothing that was expected is missing, and nothing else is complained about. */
  private void refused(
      Sample sample, GenericKubernetesResource object, @Nullable GenericKubernetesResource before) {
    var refusal = catchThrowableOfType(KubernetesClientException.class, () -> send(object, before));
    assertThat(refusal).as("accepted").isNotNull();
    assertThat(refusal.getCode()).isIn(400, 422);
    var complaints = complaints(refusal);
    assertThat(sample.expect())
        .allSatisfy(
            expected -> assertThat(complaints).anySatisfy(c -> assertThat(c).contains(expected)));
    assertThat(complaints)
        .allSatisfy(c ->
            assertThat(sample.expect()).anySatisfy(expected -> assertThat(c).contains(expected)));
  }

  private static List<String> complaints(KubernetesClientException refusal) {
    var details = refusal.getStatus().getDetails();
    if (details == null || details.getCauses().isEmpty()) {
      return List.of(refusal.getStatus().getMessage());
    }
    return details.getCauses().stream()
        .map(cause -> cause.getField() + ": " + cause.getMessage())
        .filter(complaint -> !complaint.contains("some validation rules were not checked"))
        .toList();
  }

  private GenericKubernetesResource send(
      GenericKubernetesResource object, @Nullable GenericKubernetesResource before) {
    object.getMetadata().setNamespace(NAMESPACE);
    if (before == null) {
      return client.resource(object).fieldValidation(Validation.STRICT).create();
    }
    object.getMetadata().setResourceVersion(before.getMetadata().getResourceVersion());
    return client.resource(object).fieldValidation(Validation.STRICT).update();
  }
}
