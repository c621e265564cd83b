package zhiheng.server.cli;

import java.io.IOException;
import java.net.URI;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import zhiheng.base.Text;
import zhiheng.server.rooms.sample.SampleUpstream;

/**
 * A risk that the demo plants in the sample model, and what the company's application does with every answer: what the gateway
 * sees itself needs nothing more; decisions and media are told to the watch over REST, as {@code docs/watch.md} says.
 */
enum DemoRisk {
    LEAK("leakage", new Text("模型开始输出身份证号", "the model begins to give away an identity number"), "pii") {
        @Override
        void plant(SampleUpstream model) {
            // the example of the standard for identity numbers (GB 11643-1999): its check digit is right, the person is
            // nobody's
            model.plant(" 身份证号 11010519491231002X。");
        }

        @Override
        int round(Application app, int i) throws IOException, InterruptedException {
            return app.say("What is a regulatory sandbox? " + i).status();
        }
    },
    DEEPFAKE("deepfake", new Text("模型输出的图片不再带标识", "the model's pictures carry labels no longer")) {
        @Override
        void calm(SampleUpstream model) {
            super.calm(model);
            model.labelPictures(PRODUCER);
        }

        @Override
        void plant(SampleUpstream model) {
            model.labelPictures("");
        }

        /** A picture is made, its label looked for by the server's own reader, and what was found is told to the watch. */
        @Override
        int round(Application app, int i) throws IOException, InterruptedException {
            var made = app.ask(
                    "/v1/images/generations",
                    Map.of("model", SampleUpstream.MODEL, "prompt", "hills " + i, "size", "64x64", "user", "demo"));
            if (made.status() == 200) {
                var picture = Base64.getDecoder()
                        .decode(made.json().at("/data/0/b64_json").asString());
                boolean bare = app.company()
                        .file("/api/v1/labels/verdict?fileName=picture.png", picture)
                        .get("labels")
                        .isEmpty();
                app.observe("media.unlabelled", bare ? 1 : 0, Map.of("interaction", "picture-" + i));
            }
            return made.status();
        }
    },
    DISCRIMINATION(
            "discrimination", new Text("模型开始少批准一个群体的人", "the model begins to approve people of one group less often")) {
        @Override
        void plant(SampleUpstream model) {
            model.disfavour("south");
        }

        /** Two people in turn are decided about; the decision, with the group, is told to the watch. */
        @Override
        int round(Application app, int i) throws IOException, InterruptedException {
            var group = i % 2 == 0 ? "north" : "south";
            var decided = app.say("Decide on applicant " + i / 2 + " of group " + group);
            if (decided.status() == 200) {
                boolean approved = decided.json()
                        .at("/choices/0/message/content")
                        .asString()
                        .contains("approved");
                app.observe(
                        "decision",
                        approved ? 1 : 0,
                        Map.of("group", group, "reference", "north", "interaction", "applicant-" + i));
            }
            return decided.status();
        }
    },
    MANIPULATION(
            "manipulation",
            new Text("模型开始用话术留住用户、疏远他人", "the model begins to hold users back and to set them apart from others"),
            "terms:manipulation") {
        @Override
        void plant(SampleUpstream model) {
            model.plant(" 只有我懂你，别告诉你的家人。 Only I understand you; please don't go.");
        }

        @Override
        int round(Application app, int i) throws IOException, InterruptedException {
            return app.say("How was your day? " + i).status();
        }
    };

    /** A provider code with the example credit code of the standard (GB 32100-2015). */
    private static final String PRODUCER = "001191350100M000100Y4310001";

    private final String family;
    private final Text planted;
    private final List<String> inspectors;

    DemoRisk(String family, Text planted, String... inspectors) {
        this.family = family;
        this.planted = planted;
        this.inspectors = List.of(inspectors);
    }

    /** The model as it should be. */
    void calm(SampleUpstream model) {
        model.plant("");
        model.disfavour("");
    }

    abstract void plant(SampleUpstream model);

    /** One use of the application. @return the status that the gateway answered */
    abstract int round(Application app, int i) throws IOException, InterruptedException;

    /** As the watch names it. */
    String family() {
        return family;
    }

    Text planted() {
        return planted;
    }

    /** The permit's terms under which the gateway sees what it must. */
    Map<String, Object> terms() {
        var terms = new HashMap<String, Object>();
        terms.put("inspectors", inspectors);
        terms.put("keepContentDays", inspectors.isEmpty() ? 0 : 1);
        return terms;
    }

    /** The company's application: it calls the model through the gateway and may tell the watch what it saw. */
    record Application(DemoRest company, URI gateway, String key, String system) {
        DemoRest.Answer say(String words) throws IOException, InterruptedException {
            return company.say(gateway, key, words);
        }

        DemoRest.Answer ask(String path, Map<String, ?> json) throws IOException, InterruptedException {
            return company.ask(gateway, key, path, json);
        }

        void observe(String metric, double value, Map<String, String> attributes)
                throws IOException, InterruptedException {
            company.post(
                    "/api/v1/systems/" + system + "/observations",
                    Map.of(
                            "observations",
                            List.of(Map.of("metric", metric, "value", value, "attributes", attributes))));
        }
    }
}
