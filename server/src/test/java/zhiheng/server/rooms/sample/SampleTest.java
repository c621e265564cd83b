package zhiheng.server.rooms.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sample model over the wire, as an application meets it: every surface, whole and as events. */
class SampleTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static URI base;

    @BeforeAll
    static void start() {
        base = SampleUpstream.address(VERTX);
    }

    @AfterAll
    static void stop() {
        VERTX.close().await();
    }

    private static HttpResponse<byte[]> send(String surface, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(base + "/" + surface));
        return CLIENT.send(
                body.isEmpty()
                        ? request.build()
                        : request.POST(BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofByteArray());
    }

    private static JsonNode json(String surface, String body) throws Exception {
        var answer = send(surface, body);
        assertThat(answer.statusCode()).isEqualTo(200);
        return new JsonMapper().readTree(answer.body());
    }

    /** The data of each event. */
    private static List<JsonNode> events(String surface, String body) throws Exception {
        var answer = send(surface, body);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
        var events = new ArrayList<JsonNode>();
        for (var line : new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8).split("\n")) {
            if (line.startsWith("data: {")) {
                events.add(new JsonMapper().readTree(line.substring(6)));
            }
        }
        return events;
    }

    private static String chat(String rest) {
        return "{\"model\":\"m\",\"seed\":7,\"messages\":[{\"role\":\"user\",\"content\":\"Tell me of rivers\"}]" + rest
                + "}";
    }

    @Test
    void an_answer_says_first_that_it_understands_nothing() throws Exception {
        var english = json("chat/completions", chat(""))
                .at("/choices/0/message/content")
                .asString();
        assertThat(english).startsWith("(Zhiheng's sample model").hasSizeGreaterThan(90);
        var chinese = json("chat/completions", "{\"messages\":[{\"content\":\"河流\"}]}")
                .at("/choices/0/message/content")
                .asString();
        assertThat(chinese).startsWith("（智衡示例模型");
        assertThat(Ngram.isChinese(chinese.substring(chinese.indexOf('）') + 1))).isTrue();
    }

    @Test
    void the_same_seed_gives_the_same_answer_and_another_another() throws Exception {
        var one = json("chat/completions", chat("")).at("/choices/0/message/content");
        assertThat(json("chat/completions", chat("")).at("/choices/0/message/content"))
                .isEqualTo(one);
        assertThat(json("chat/completions", chat("").replace("7", "8")).at("/choices/0/message/content"))
                .isNotEqualTo(one);
    }

    @Test
    void what_comes_as_events_is_what_comes_whole_and_ends_with_a_reason() throws Exception {
        var whole = json("chat/completions", chat(""));
        var events = events("chat/completions", chat(",\"stream\":true,\"stream_options\":{\"include_usage\":true}"));
        var text = new StringBuilder();
        events.forEach(e -> text.append(e.at("/choices/0/delta/content").asString("")));
        assertThat(text.toString())
                .isEqualTo(whole.at("/choices/0/message/content").asString());
        assertThat(events.get(events.size() - 2).at("/choices/0/finish_reason").asString())
                .isEqualTo("stop");
        assertThat(events.getLast().get("usage")).isEqualTo(whole.get("usage"));
        assertThat(events("chat/completions", chat(",\"stream\":true"))
                        .getLast()
                        .has("usage"))
                .isFalse();
    }

    @Test
    void completions_give_text_whole_and_as_events() throws Exception {
        var ask = "{\"prompt\":\"Tell me of rivers\",\"seed\":3";
        var whole = json("completions", ask + "}").at("/choices/0/text").asString();
        var text = new StringBuilder();
        events("completions", ask + ",\"stream\":true}")
                .forEach(e -> text.append(e.at("/choices/0/text").asString("")));
        assertThat(whole).isNotBlank();
        assertThat(text.toString()).isEqualTo(whole);
    }

    @Test
    void responses_come_in_the_order_that_clients_expect_and_are_counted() throws Exception {
        var ask = "{\"input\":[{\"content\":\"first\"},{\"content\":[{\"text\":\"Tell me \"},{\"text\":\"of"
                + " rivers\"}]}],\"seed\":3";
        var whole = json("responses", ask + "}");
        var events = events("responses", ask + ",\"stream\":true}");
        assertThat(events.stream().map(e -> e.get("type").asString()).distinct())
                .containsExactly(
                        "response.created",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.completed");
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).get("sequence_number").asInt()).isEqualTo(i);
        }
        var text = new StringBuilder();
        events.forEach(e -> text.append(e.path("delta").asString("")));
        assertThat(text.toString())
                .isEqualTo(whole.at("/output/0/content/0/text").asString())
                .isEqualTo(
                        events.getLast().at("/response/output/0/content/0/text").asString());
        assertThat(whole.at("/usage/input_tokens").asInt())
                .isEqualTo(Ngram.tokens("Tell me of rivers").size());
    }

    @ParameterizedTest
    @CsvSource({"max_tokens,1", "max_completion_tokens,5", "max_output_tokens,3", "max_tokens,-7"})
    void an_answer_is_no_longer_than_it_may_be(String name, int most) throws Exception {
        var answer = json("chat/completions", chat(",\"" + name + "\":" + most));
        int words = answer.at("/usage/completion_tokens").asInt();
        assertThat(words - 1).as("beside the notice").isBetween(1, Math.max(1, most));
    }

    @Test
    void vectors_have_length_one_and_like_texts_lie_near_each_other() throws Exception {
        var data = json("embeddings", "{\"input\":[\"the river\",\"the rivers\",\"quarks\",\"x\"]}")
                .get("data");
        assertThat(data.size()).isEqualTo(4);
        var vectors = new ArrayList<double[]>();
        data.forEach(one -> vectors.add(one.get("embedding")
                .valueStream()
                .mapToDouble(JsonNode::asDouble)
                .toArray()));
        assertThat(vectors.getFirst()).hasSize(64);
        assertThat(product(vectors.get(0), vectors.get(0))).isCloseTo(1, within(1e-5));
        assertThat(product(vectors.get(0), vectors.get(1))).isGreaterThan(product(vectors.get(0), vectors.get(2)) + .3);
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @Test
    void vectors_as_base64_are_the_same_numbers() throws Exception {
        var plain = json("embeddings", "{\"input\":\"the river\"}").at("/data/0/embedding");
        var base64 = json("embeddings", "{\"input\":\"the river\",\"encoding_format\":\"base64\"}")
                .at("/data/0/embedding")
                .asString();
        var bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 64; i++) {
            assertThat(bytes.getFloat()).isCloseTo((float) plain.get(i).asDouble(), within(1e-7f));
        }
    }

    @ParameterizedTest
    @CsvSource({"128x96,128,96", "10x10,64,64", "9999x64,2048,64", "nonsense,512,512", "'',512,512", "200,200,512"})
    void pictures_have_the_size_that_was_asked_for_within_reason(String size, int width, int height) throws Exception {
        var answer = json("images/generations", "{\"prompt\":\"hills\",\"size\":\"" + size + "\"}");
        var png = Base64.getDecoder().decode(answer.at("/data/0/b64_json").asString());
        var image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(image.getWidth()).isEqualTo(width);
        assertThat(image.getHeight()).isEqualTo(height);
    }

    @Test
    void several_pictures_of_one_prompt_differ_and_are_four_at_most() throws Exception {
        var data = json("images/generations", "{\"prompt\":\"hills\",\"size\":\"64x64\",\"n\":9}")
                .get("data");
        assertThat(data.valueStream().map(one -> one.get("b64_json").asString()).distinct())
                .hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "hello world", "你好"})
    void a_text_is_hummed_a_tone_for_each_character(String text) throws Exception {
        var wav = send("audio/speech", "{\"input\":\"" + text + "\"}").body();
        try (var sound = AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav))) {
            assertThat(sound.getFormat().getChannels()).isOne();
            assertThat(sound.getFrameLength() / sound.getFormat().getSampleRate())
                    .isCloseTo(.09f * Math.max(1, text.length()), within(.001f));
        }
    }

    @Test
    void a_very_long_text_is_hummed_in_part() {
        assertThat(Sounds.hum("x".repeat(100_000))).hasSameSizeAs(Sounds.hum("x".repeat(400)));
    }

    @Test
    void it_names_itself_and_says_what_it_does_not_know() throws Exception {
        assertThat(json("models", "").at("/data/0/id").asString()).isEqualTo("zhiheng-sample");
        assertThat(send("moderations", "{}").statusCode()).isEqualTo(404);
        assertThat(send("chat/completions", "{\"messages\":").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"messages\":[]}",
                "{\"messages\":[{}]}",
                "{\"messages\":\"x\"}",
                "{\"temperature\":\"hot\"}"
            })
    void a_call_that_asks_nothing_is_answered_all_the_same(String body) throws Exception {
        assertThat(json("chat/completions", body)
                        .at("/choices/0/message/content")
                        .asString())
                .isNotBlank();
    }

    @Test
    void words_and_characters_put_together_are_the_text_they_were_cut_from() {
        for (var text : List.of("Rivers run, and run.", "河流 and 山", "  two  spaces ", "", "a.b,c", "2026年11月")) {
            assertThat(String.join("", Ngram.tokens(text))).as(text).isEqualTo(text);
        }
        assertThat(Ngram.tokens("Tell me")).containsExactly("Tell", " me");
        assertThat(Ngram.tokens("河流")).containsExactly("河", "流");
    }

    @Test
    void the_model_joins_only_what_stood_next_to_each_other_on_its_page() {
        var model = Ngram.trained();
        var cold = model.answer("rivers", 60, 0, new Random(1));
        assertThat(model.answer("rivers", 60, 0, new Random(1))).isEqualTo(cold);
        assertThat(model.answer("rivers", 7, 2, new Random(1))).hasSizeLessThanOrEqualTo(7);
    }
}
