package dev.toolrack.testbed.oauth;

import dev.toolrack.testbed.GuardedProcess.Signal;
import dev.toolrack.testbed.Pause;
import dev.toolrack.testbed.Provisioned;
import dev.toolrack.testbed.TestbedException;
import dev.toolrack.testbed.Workspace;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.MutableCapabilities;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.remote.RemoteWebDriver;

/**
 * A real browser without a window: Chromium with a profile of its own, which ends with this JVM. It
 * reaches nothing but this machine and accepts every certificate of it.
 *
 * <p>Not every machine has one: tests ask {@link #missing} first.
 */
public final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final Pattern STARTED =
      Pattern.compile("ChromeDriver was started successfully on port (\\d+)");

  private final Workspace workspace = Workspace.create();
  private final RemoteWebDriver driver;

  private Browser() {
    try {
      driver = connect();
    } catch (RuntimeException e) {
      workspace.close();
      throw e;
    }
  }

  /** Why there is no browser on this machine; empty if there is one. */
  public static Optional<String> missing() {
    return Provisioned.locate().browserMissing();
  }

  /** Starts one with an empty profile. */
  public static Browser start() {
    return new Browser();
  }

  /** Goes to an address and waits until its page is loaded. */
  public Browser open(URI url) {
    driver.get(url.toString());
    return this;
  }

  /** Presses the first element that a CSS selector finds, as soon as it is there. */
  public Browser press(String selector) {
    awaitThat(selector + " can be pressed", () -> attempt(selector, WebElement::click));
    return this;
  }

  /** Fills in the first element that a CSS selector finds, as soon as it is there. */
  public Browser fill(String selector, String text) {
    awaitThat(
        selector + " can be filled in",
        () ->
            attempt(
                selector,
                element -> {
                  element.clear();
                  element.sendKeys(text);
                }));
    return this;
  }

  /** Whether a CSS selector finds anything now. */
  public boolean has(String selector) {
    return !driver.findElements(By.cssSelector(selector)).isEmpty();
  }

  /** Fills in Keycloak's login page, which is shown now or soon, and sends it. */
  public Browser signInAtKeycloak(String user, String password) {
    return fill("#username", user).fill("#password", password).press("#kc-login");
  }

  /** The text of the page, as people see it. */
  public String text() {
    return driver.findElement(By.tagName("body")).getText();
  }

  /** The text of the first element that a CSS selector finds; empty if there is none. */
  public Optional<String> text(String selector) {
    return driver.findElements(By.cssSelector(selector)).stream()
        .findFirst()
        .map(WebElement::getText);
  }

  /** Waits for a text on the page. */
  public Browser awaitText(String text) {
    awaitThat(
        "the page says: " + text,
        () -> {
          try {
            return text().contains(text);
          } catch (NoSuchElementException | StaleElementReferenceException e) {
            return false;
          }
        });
    return this;
  }

  /** Waits until the address of the page is as wanted, and returns it. */
  public URI awaitUrl(Predicate<URI> wanted) {
    awaitThat("the address is as wanted", () -> wanted.test(url()));
    return url();
  }

  /** The address of the page. */
  public URI url() {
    return URI.create(String.valueOf(driver.getCurrentUrl()));
  }

  /** The title of the page. */
  public String title() {
    return String.valueOf(driver.getTitle());
  }

  /** The cookies that the browser would send to this page, with all their attributes. */
  public List<Cookie> cookies() {
    return List.copyOf(driver.manage().getCookies());
  }

  /** Forgets the cookies of this page's site, as somebody has who comes with another browser. */
  public Browser forgetCookies() {
    driver.manage().deleteAllCookies();
    return this;
  }

  /** What a script in this page returns, as the body of a function. */
  public Optional<Object> run(String script) {
    return Optional.ofNullable(driver.executeScript(script));
  }

  /**
   * Whether another site may show a page in a frame, by putting it into one in an empty page.
   *
   * @param url a page that would answer
   */
  public boolean canBeFramed(URI url) {
    driver.get("about:blank");
    var load =
        """
        const done = arguments[arguments.length - 1];
        const frame = document.createElement('iframe');
        frame.onload = () => done(true);
        frame.src = arguments[0];
        document.body.append(frame);
        """;
    driver.executeAsyncScript(load, url.toString());
    driver.switchTo().frame(0);
    try {
      var shown = String.valueOf(driver.executeScript("return location.href"));
      return !shown.startsWith("chrome-error:");
    } finally {
      driver.switchTo().defaultContent();
    }
  }

  @Override
  public void close() {
    try {
      driver.quit();
    } catch (WebDriverException e) {
      // It is gone already; what is left of it goes now.
    }
    workspace.close();
  }

  private RemoteWebDriver connect() {
    var provisioned = Provisioned.locate();
    var process =
        workspace.start(
            "chromedriver",
            List.of(provisioned.chromedriver().toString(), "--port=0"),
            Map.of("HOME", workspace.file("home").toString()),
            Signal.TERM);
    process.await(PATIENCE, () -> STARTED.matcher(process.output()).find());
    var port = STARTED.matcher(process.output());
    if (!port.find()) {
      throw new TestbedException("The chromedriver does not say its port.");
    }
    try {
      var address = URI.create("http://127.0.0.1:" + port.group(1)).toURL();
      var connected = new RemoteWebDriver(address, capabilities(provisioned), false);
      connected.manage().timeouts().pageLoadTimeout(PATIENCE).scriptTimeout(PATIENCE);
      return connected;
    } catch (MalformedURLException e) {
      throw new TestbedException("The chromedriver has no address.", e);
    } catch (WebDriverException e) {
      throw new TestbedException("Chromium does not start.\n" + process.output(), e);
    }
  }

  private MutableCapabilities capabilities(Provisioned provisioned) {
    var arguments =
        List.of(
            "--headless=new",
            // It shows nothing but pages of the tests, and containers let nobody make sandboxes.
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            // Chromium then ends with the chromedriver, whatever ends that.
            "--remote-debugging-pipe",
            "--user-data-dir=" + workspace.file("profile"),
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
            "--no-proxy-server",
            // A page without an address, as in canBeFramed, might not ask this machine for another.
            "--disable-features=LocalNetworkAccessChecks",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--no-default-browser-check",
            "--lang=en",
            "--window-size=1280,1000");
    var chromium = Map.of("binary", provisioned.chromium().toString(), "args", arguments);
    return new MutableCapabilities(
        Map.of(
            "browserName", "chrome", "acceptInsecureCerts", true, "goog:chromeOptions", chromium));
  }

  /** Does something to an element; false if it is not there, or not there any more. */
  private boolean attempt(String selector, Consumer<WebElement> action) {
    try {
      action.accept(driver.findElement(By.cssSelector(selector)));
      return true;
    } catch (NoSuchElementException
        | StaleElementReferenceException
        | ElementNotInteractableException e) {
      return false;
    }
  }

  private void awaitThat(String what, BooleanSupplier condition) {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new TestbedException(
            "Not so after " + PATIENCE.toSeconds() + " s: " + what + ".\n" + url() + "\n" + text());
      }
      Pause.of(LOOK_AGAIN);
    }
  }
}
