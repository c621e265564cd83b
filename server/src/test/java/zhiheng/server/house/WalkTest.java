package zhiheng.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.Needed;
import zhiheng.server.testing.Browser;
import zhiheng.server.testing.LabelSamples;
import zhiheng.server.testing.TestSite;

class WalkTest {
    private static final Map<String, List<String>> ANSWERS = Map.of(
            "infers", List.of("true"),
            "eu_nexus", List.of("placed_on_eu_market"),
            "eu_roles", List.of("provider"),
            "eu_purposes", List.of("recruitment"));

    @TempDir(cleanup = CleanupMode.NEVER)
    Path folder;

    @Test
    void a_newcomer_goes_from_the_setup_link_to_a_proof() throws Exception {
        Needed.that(Browser.installed(), "chromium or chromedriver is not installed");
        try (var site = new TestSite(folder);
                var browser = new Browser(site.address, folder.resolve("profile"), "en")) {
            browser.open("/");
            assertThat(browser.path()).startsWith("/sign-in");

            setUp(site, browser);
            addProviderAndPerson(browser);
            register(browser);
            answer(browser);
            readDossier(browser);
            addEvidence(browser);
            checkProof(browser);
            checkLabels(browser);
            replayAStream(browser);
            openAndStopTheGateway(browser);
            reviewAHeldCall(site, browser);
            readTheRest(browser);
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static void setUp(TestSite site, Browser browser) throws Exception {
        var link = "/setup?token=" + site.identity.newSetupToken().orElseThrow();
        browser.open(link)
                .type("org-name", "Office of Trade")
                .type("name", "Wei Li")
                .type("login", "wei.li")
                .type("password", "short")
                .press("main form button");
        assertThat(browser.text(".error")).contains("at least 12 characters");
        browser.picture("walk/setup").type("password", "a long enough phrase").press("main form button");
        assertThat(browser.path()).isEqualTo("/systems");
        assertThat(browser.text(".empty")).contains("Add a provider organisation");
        browser.picture("walk/first");
    }

    private static void addProviderAndPerson(Browser browser) throws Exception {
        browser.press(".steps a[href='/admin']");
        browser.type("org-name", "Haitang Technology")
                .choose("org-kind", "PROVIDER")
                .press("form[action='/admin/orgs'] button");
        assertThat(browser.text(".notice")).contains("Haitang Technology was added");
        browser.type("person-name", "Ana Soler")
                .type("person-login", "ana")
                .choose("person-role", "PROVIDER")
                .press("form[action='/admin/people'] button");
        assertThat(browser.text("#link")).contains("/password/new?token=");
        browser.type("token-label", "nightly report").press("form[action='/admin/tokens'] button");
        assertThat(browser.text("#token")).hasSizeGreaterThan(20);
        browser.picture("walk/admin").open("/admin");
        assertThat(browser.every("#token")).isEmpty();
    }

    private static void register(Browser browser) throws Exception {
        browser.open("/systems/new")
                .type("name", "CV screening")
                .type("purpose", "Ranks the CVs of applicants for recruiters.")
                .type("description", "Reads a CV and the job's text, gives a score from 0 to 100.")
                .picture("walk/register")
                .press("main form button");
        assertThat(browser.path()).matches("/systems/[^/]+/questions");
        assertThat(browser.every(".question")).isNotEmpty();
        assertThat(browser.text(".decides")).isNotBlank();
        browser.picture("walk/questions");
    }

    private static void answer(Browser browser) {
        var given = new java.util.HashSet<String>();
        for (int page = 0;
                page < 40
                        && given.size() < ANSWERS.size()
                        && browser.asks("skipped")
                        && !browser.every(".question").isEmpty();
                page++) {
            ANSWERS.forEach((fact, values) -> {
                if (!given.contains(fact) && browser.asks("f-" + fact)) {
                    values.forEach(value -> browser.tick("f-" + fact, value));
                    given.add(fact);
                }
            });
            browser.press(given.size() == ANSWERS.size() ? "button[value=dossier]" : ".questions button:first-of-type");
        }
        assertThat(given).isEqualTo(ANSWERS.keySet());
    }

    private static void readDossier(Browser browser) throws Exception {
        assertThat(browser.path()).matches("/systems/[^/]+#changed");
        assertThat(browser.text("h1")).isEqualTo("CV screening");
        assertThat(browser.text("#changed")).contains("What changed, and why");
        assertThat(browser.text("main")).contains("High-risk", "Annex III point 4(a)");
        assertThat(browser.every(".duties tbody tr")).hasSizeGreaterThan(5);
        assertThat(browser.every(".state").getFirst()).isNotBlank();
        browser.picture("walk/dossier");
        browser.press(".languages a[lang=zh-Hans]");
        assertThat(browser.text(".head")).contains("文档");
        assertThat(browser.text("main")).contains("高风险", "为什么");
        assertThat(browser.script("return document.documentElement.lang")).isEqualTo("zh-Hans");
        browser.picture("walk/dossier-zh").press(".languages a[lang=en]");
    }

    private void addEvidence(Browser browser) throws Exception {
        browser.press(".duties tbody th a");
        browser.type("title", "Risk management plan").press("form[enctype] button");
        assertThat(browser.text(".error")).contains("Choose a file or give a link");
        assertThat(browser.script("return document.getElementById('title').value"))
                .isEqualTo("Risk management plan");
        var file = Files.writeString(folder.resolve("plan.txt"), "We look at risks every month.");
        browser.pick("file", file).type("expires", "12312030").press("form[enctype] button");
        assertThat(browser.text(".notice")).contains("digest is in the ledger");
        assertThat(browser.text(".hash")).isEqualTo(sha256(file));
        browser.choose("state", "MET").type("owner", "Legal").press(".pair form:not([enctype]) button");
        assertThat(browser.text(".head .state")).contains("Met");
        browser.picture("walk/duty");
    }

    private static String sha256(Path file) throws Exception {
        return java.util.HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private static void checkProof(Browser browser) throws Exception {
        browser.press("a.proof");
        assertThat(browser.text("h1")).startsWith("Ledger entry");
        assertThat(browser.text(".verdict")).contains("In the log");
        assertThat(browser.every(".proofsteps li")).hasSizeGreaterThan(2);
        browser.picture("walk/proof");
    }

    /** The answer comes as soon as a file is chosen; the file stays chosen, so that a label can be written into it. */
    private void checkLabels(Browser browser) throws Exception {
        var plain = LabelSamples.jpeg(folder.resolve("plain.jpg"));
        browser.open("/labels").pick("file", plain).awaits("#verdict");
        assertThat(browser.text("#verdict")).contains("No label");
        assertThat(browser.text("#decision")).contains("No notice is due", "Article 6");
        browser.picture("walk/labels-none").choose("declaration", "GENERATED").click("#check");
        browser.awaits("#decision.answer-doing");
        assertThat(browser.text("#decision")).contains("Article 6(2)", "may be AI-generated");

        browser.downloadsTo(folder.resolve("downloads"));
        browser.type("producer", LabelSamples.PRODUCER).type("id", "walk-1").click("#write");
        var labelled = Browser.downloaded(folder.resolve("downloads/plain-aigc.jpg"));
        browser.pick("file", labelled).awaits("#verdict.answer-met");
        assertThat(browser.text("#result")).contains("plain-aigc.jpg", "Compliant", "XMP (APP1)", "walk-1");
        assertThat(browser.text("#decision")).contains("Article 6(1)", "is AI-generated");
        browser.tall(1900);
        browser.picture("walk/labels").dark(true);
        browser.picture("walk/labels-dark").dark(false);

        var bad = Files.writeString(
                folder.resolve("bad.md"),
                "---\nAIGC:\n  Label: \"AIGC\"\n  ContentProducer: MiniMax\n  ProduceID: x\n---\n");
        browser.open("/language/zh?to=/labels").pick("file", bad).awaits("#verdict.answer-late");
        assertThat(browser.text("#result")).contains("不合规", "附录E c)", "Label 的值不是 1、2、3");
        browser.picture("walk/labels-zh").tall(1400);
        browser.open("/language/en?to=/ledger");
        assertThat(browser.text("main")).contains("Content label written");
    }

    /** A file is drawn with its alarms, and the same is said in a table. */
    private void replayAStream(Browser browser) throws Exception {
        var bad = Files.writeString(folder.resolve("bad.csv"), "hello\nworld\n");
        browser.open("/replay").pick("file", bad).press("form.card button");
        assertThat(browser.text(".error")).contains("timestamp");
        browser.pick("file", Path.of("../examples/leaks.csv").toRealPath())
                .choose("metric", "RATE")
                .type("limit", "0.01")
                .press("form.card button");
        browser.awaits("#chart canvas");
        assertThat(browser.text("#result")).contains("leaks.csv", "6000 rows", "alarms", "0.01");
        browser.picture("walk/replay");
    }

    /** One click stops a system; the reason is in the ledger. */
    private static void openAndStopTheGateway(Browser browser) throws Exception {
        browser.open("/systems").press("tbody th a").press("a[href$='/gateway']");
        assertThat(browser.text("main")).contains("no permit yet");
        browser.type("producer", LabelSamples.PRODUCER).press("form[action$='/first'] button");
        assertThat(browser.text("#permit-state")).contains("Open");
        browser.press(".tabs a[href$='/settings']").type("label", "walk").press("form[action$='/keys'] button");
        assertThat(browser.text("#new-key")).startsWith("zhk_");
        browser.click("details:has(#new-curl) summary");
        assertThat(browser.text("#new-curl")).contains("Bearer zhk_", "/v1/chat/completions");
        assertThat(browser.text("#new-python")).contains("client.chat.completions.create(");
        browser.click("button[data-copy='new-key']").awaits("button[data-copy='new-key'].done");
        browser.press(".tabs a[href$='/permit']").type("callsPerDay", "many").press("button[value=preview]");
        assertThat(browser.text("#callsPerDay-error")).contains("whole number");
        browser.type("callsPerDay", "500").press("button[value=preview]");
        assertThat(browser.text("#preview")).contains("no calls on this day", "Nothing has been changed");
        browser.tick("inspector.pii", "1").choose("action.pii", "REFUSE");
        browser.type("reason", "trial").press("button[value=change]").awaits("#live[data-drawn]");
        assertThat(browser.text("#meter-calls")).contains("of 500");
        browser.press(".tabs a[href$='/calls']").type("status", "abc").press(".seek button");
        assertThat(browser.text("#status-error")).contains("whole number");
        browser.press(".tabs a[href$='/gateway']").type("reason", "rehearsal").press("button[value=STOPPED]");
        assertThat(browser.text("#permit-state")).contains("Stopped");
        browser.picture("walk/gateway").open("/ledger");
        assertThat(browser.text("main")).contains("Changed the permit", "Created an API key");
    }

    /** In review an answer waits until a person has read it and let it pass. */
    private static void reviewAHeldCall(TestSite site, Browser browser) throws Exception {
        browser.open("/systems")
                .press("tbody th a")
                .press("a[href$='/gateway']")
                .press(".tabs a[href$='/settings']");
        var key = browser.type("label", "reviewed")
                .press("form[action$='/keys'] button")
                .text("#new-key");
        browser.press(".tabs a[href$='/gateway']").type("reason", "look first").press("button[value=REVIEW]");
        var gateway = "http://" + site.gateway.authority() + "/v1/";
        assertThat(call(
                        key,
                        gateway + "chat/completions",
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"rivers\"}]}"))
                .contains("permit.review");

        browser.press(".tabs a[href$='/review']").press("table.calls a");
        assertThat(browser.text("main")).doesNotContain("rivers");
        browser.press("form[action$='/read'] button");
        assertThat(browser.text(".said")).contains("rivers");
        var held = browser.text("dl.pairs");
        browser.picture("walk/held").type("note", "nothing wrong").press("button[value=release]");
        assertThat(browser.text("main")).contains("released, not fetched yet", "nothing wrong");

        var id = held.replaceAll("(?s).*?([0-9a-f]{8}-[0-9a-f-]{27}).*", "$1");
        assertThat(call(key, gateway + "held/" + id, "")).contains("\"choices\"");
        browser.press(".tabs a[href$='/review']");
        assertThat(browser.text("main")).contains("Nothing waits");
    }

    private static String call(String key, String address, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(address)).header("Authorization", "Bearer " + key);
        var sent = body.isEmpty() ? request : request.POST(HttpRequest.BodyPublishers.ofString(body));
        try (var client = HttpClient.newHttpClient()) {
            return client.send(sent.build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private static void readTheRest(Browser browser) throws Exception {
        var system = browser.open("/systems").press("tbody th a").path();
        browser.open(system + "/document");
        assertThat(browser.text(".paper"))
                .contains("CV screening", "Annex III point 4(a)", "Ledger proofs", "Risk management plan");
        browser.picture("walk/document").open("/changes?from=2026-11-24&to=2028-08-03");
        assertThat(browser.text("main")).contains("CV screening");
        browser.picture("walk/changes").open("/packs").press(".grid a");
        browser.picture("walk/pack").press(".stages a");
        assertThat(browser.every(".rule")).isNotEmpty();
        browser.picture("walk/stage").open("/ledger");
        assertThat(browser.text("main")).contains("./zhiheng ledger verify");
        browser.picture("walk/ledger").open("/systems?q=nothing-like-it");
        assertThat(browser.text("main")).contains("No system matches");
        browser.open("/systems").picture("walk/registry");
    }
}
