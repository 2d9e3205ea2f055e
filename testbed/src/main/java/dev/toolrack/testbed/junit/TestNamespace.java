package dev.toolrack.testbed.junit;

/**
 * A namespace made for one test, or for a whole class when asked for in {@code @BeforeAll}.
 *
 * <p>Its deletion is requested when the test is over and not waited for: it takes about five
 * seconds.
 *
 * @param name unique in the shared API
 */
public record TestNamespace(String name) {
  @Override
  public String toString() {
    return name;
  }
}
