package zhiheng.server.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real browser with nothing remembered. The driver is named outright, so nothing is looked up or downloaded. */
public final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private final ChromeDriver driver;
    private final String address;

    public Browser(String address, Path profile, String language) {
        this.address = address;
        var options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--window-size=1280,1400",
                "--lang=" + language,
                "--accept-lang=" + language,
                "--user-data-dir=" + profile);
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(DRIVER.toString()))
                .usingAnyFreePort()
                .build();
        driver = new ChromeDriver(service, options);
        driver.manage()
                .timeouts()
                .implicitlyWait(Duration.ofSeconds(5))
                .pageLoadTimeout(Duration.ofSeconds(60))
                .scriptTimeout(Duration.ofSeconds(60));
    }

    public static boolean installed() {
        return Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
    }

    public Browser open(String path) {
        driver.get(address + path);
        return this;
    }

    /** A page from a file, as no server of ours sends it. */
    public Browser openFile(Path page) {
        driver.get(page.toUri().toString());
        return this;
    }

    /** A screen of so many pixels, and the colours that its reader prefers; nothing moves, a new colour is there at once. */
    public Browser screen(int width, int height, boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        return this;
    }

    /** Runs {@code script} in each page opened from now on, before its own; handed over once, however large it is. */
    public Browser eachPageHas(String script) {
        driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
        return this;
    }

    /** What {@code script} hands to its last argument, a function that it calls when it is done. */
    public Object later(String script, Object... arguments) {
        return driver.executeAsyncScript(script, arguments);
    }

    public Browser type(String field, String text) {
        var element = driver.findElement(By.name(field));
        element.clear();
        element.sendKeys(text);
        return this;
    }

    /** A file picked in a file field. */
    public Browser pick(String field, Path file) {
        driver.findElement(By.name(field)).sendKeys(file.toAbsolutePath().toString());
        return this;
    }

    public Browser choose(String field, String value) {
        new Select(driver.findElement(By.name(field))).selectByValue(value);
        return this;
    }

    public Browser tick(String field, String value) {
        driver.findElement(By.cssSelector("input[name='" + field + "'][value='" + value + "']"))
                .click();
        return this;
    }

    /** Looks often: left to itself it looks twice a second, which is half a second for every page of a walk. */
    private WebDriverWait patience() {
        var patience = new WebDriverWait(driver, Duration.ofSeconds(60));
        patience.pollingEvery(Duration.ofMillis(20));
        return patience;
    }

    public boolean asks(String field) {
        return !every("[name='" + field + "']").isEmpty();
    }

    /** Presses the button or follows the link and waits for the next page. */
    public Browser press(String css) {
        var old = driver.findElement(By.tagName("html"));
        driver.findElement(By.cssSelector(css)).click();
        patience().until(d -> gone(old));
        return this;
    }

    /** Presses what changes a part of the page, or starts a download. */
    public Browser click(String css) {
        driver.findElement(By.cssSelector(css)).click();
        return this;
    }

    /** Keys pressed where the focus is. */
    public Browser keys(String keys) {
        driver.switchTo().activeElement().sendKeys(keys);
        return this;
    }

    /** Waits until the page has such an element. */
    public Browser awaits(String css) {
        patience().until(d -> !d.findElements(By.cssSelector(css)).isEmpty());
        return this;
    }

    public void downloadsTo(Path folder) throws IOException {
        driver.executeCdpCommand(
                "Browser.setDownloadBehavior",
                java.util.Map.of(
                        "behavior",
                        "allow",
                        "downloadPath",
                        Files.createDirectories(folder).toAbsolutePath().toString()));
    }

    /** The file once it is there; browsers give a download its name when it is whole. */
    public static Path downloaded(Path file) throws InterruptedException {
        for (int i = 0; i < 600 && !Files.exists(file); i++) {
            Thread.sleep(50);
        }
        return file;
    }

    private static boolean gone(WebElement element) {
        try {
            element.isEnabled();
            return false;
        } catch (org.openqa.selenium.StaleElementReferenceException e) {
            return true;
        } catch (org.openqa.selenium.WebDriverException e) { // the same, asked in the middle of the change
            if (String.valueOf(e.getMessage()).contains("does not belong to the document")) {
                return true;
            }
            throw e;
        }
    }

    public String text(String css) {
        return driver.findElement(By.cssSelector(css)).getText();
    }

    public java.util.List<String> every(String css) {
        driver.manage().timeouts().implicitlyWait(Duration.ZERO);
        try {
            return driver.findElements(By.cssSelector(css)).stream()
                    .map(WebElement::getText)
                    .toList();
        } finally {
            driver.manage().timeouts().implicitlyWait(Duration.ofSeconds(5));
        }
    }

    public String path() {
        return driver.getCurrentUrl().substring(address.length());
    }

    public Object script(String javascript) {
        return ((JavascriptExecutor) driver).executeScript(javascript);
    }

    /** What the browser complained about: blocked scripts and styles, missing files. */
    public java.util.List<String> complaints() {
        return driver.manage().logs().get("browser").getAll().stream()
                .map(e -> e.getMessage())
                .filter(m -> !m.contains(" 422 ") && !m.contains("status of 422"))
                .toList();
    }

    /** Leaves a picture of the page under {@code target/pages} for people. */
    public Browser picture(String name) throws IOException {
        var file = Path.of("target/pages/" + name + ".png");
        Files.createDirectories(file.getParent());
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        return this;
    }

    public void dark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                java.util.Map.of(
                        "features",
                        java.util.List.of(
                                java.util.Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    public void tall(int height) {
        driver.manage().window().setSize(new org.openqa.selenium.Dimension(1280, height));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
