package zhiheng.server.rooms.assess;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import zhiheng.drills.suite.Answer;
import zhiheng.drills.suite.Probe;

class OpenAiUpstreamTest {
    private static final Probe PROBE =
            new Probe("p/1", "p", "g", "o", "en", "", "Say something.", List.of("pay"), "pay", "", 0);
    private ModelStub stub;

    @BeforeEach
    void start() throws Exception {
        stub = new ModelStub();
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    private Answer ask() throws InterruptedException {
        return ask(stub.base());
    }

    private static Answer ask(URI base) throws InterruptedException {
        var settings = new OpenAiUpstream.Settings(base, "m", "", "Authorization", 0, 100, Duration.ofMillis(1_500));
        try (var upstream = new OpenAiUpstream(settings)) {
            return upstream.ask(PROBE);
        }
    }

    @Test
    void an_answer_with_its_model_and_tokens() throws InterruptedException {
        stub.says = prompt -> "Hello to " + prompt;
        var answer = ask();
        assertThat(answer.outcome()).isEqualTo(Answer.Outcome.SAID);
        assertThat(answer.text()).isEqualTo("Hello to Say something.");
        assertThat(answer.model()).isEqualTo("stub-1");
        assertThat(answer.tokens()).isEqualTo(10);
    }

    @Test
    void tools_that_were_called_and_a_refusal_in_its_own_member() throws InterruptedException {
        stub.raw =
                "{\"choices\":[{\"message\":{\"content\":null,\"refusal\":\"I can't help with that.\",\"tool_calls\":"
                        + "[{\"function\":{\"name\":\"pay\"}}]}}]}";
        var answer = ask();
        assertThat(answer.tools()).containsExactly("pay");
        assertThat(answer.text()).isEqualTo("I can't help with that.");
    }

    @Test
    void every_failure_is_an_answer_of_its_kind() throws InterruptedException {
        stub.status = 503;
        assertThat(ask().outcome()).isEqualTo(Answer.Outcome.BUSY);
        stub.status = 401;
        assertThat(ask().outcome()).isEqualTo(Answer.Outcome.DECLINED);
        stub.status = 400;
        stub.raw = "{\"error\":{\"code\":\"content_filter\"}}";
        assertThat(ask().text()).isEqualTo("[content_filter]");
        stub.status = 200;
        stub.raw = "<html>no</html>";
        assertThat(ask().outcome()).isEqualTo(Answer.Outcome.UNREADABLE);
        stub.raw = "{\"choices\":[]}";
        assertThat(ask().outcome()).isEqualTo(Answer.Outcome.UNREADABLE);
        stub.raw = "";
        stub.delayMillis = 3_000;
        assertThat(ask().outcome()).isEqualTo(Answer.Outcome.TIMED_OUT);
        assertThat(ask(URI.create("http://127.0.0.1:1/v1")).outcome()).isEqualTo(Answer.Outcome.BUSY);
    }
}
