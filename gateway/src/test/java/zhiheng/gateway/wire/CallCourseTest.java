package zhiheng.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import zhiheng.gateway.wire.CallCourse.Event;
import zhiheng.gateway.wire.CallCourse.State;

class CallCourseTest {
    /** Each way to a state by the fewest steps. */
    private static final Map<State, List<Event>> WAYS = ways();

    private final Logger logger = Logger.getLogger(Progress.class.getName());
    private final List<String> logged = new ArrayList<>();
    private final Handler log = new Handler() {
        @Override
        public void publish(LogRecord line) {
            logged.add(new SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private int broken;

    @BeforeEach
    void listens() {
        logger.addHandler(log);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void stops_listening() {
        logger.removeHandler(log);
        logger.setUseParentHandlers(true);
    }

    private static Map<State, List<Event>> ways() {
        var ways = new EnumMap<State, List<Event>>(State.class);
        ways.put(CallCourse.TABLE.start(), List.of());
        var next = new ArrayDeque<State>(List.of(CallCourse.TABLE.start()));
        while (!next.isEmpty()) {
            var from = next.remove();
            for (var step : CallCourse.TABLE.from(from)) {
                if (!ways.containsKey(step.to())) {
                    var way = new ArrayList<>(ways.get(from));
                    way.add(step.event());
                    ways.put(step.to(), way);
                    next.add(step.to());
                }
            }
        }
        return ways;
    }

    private Progress at(State state) {
        var progress = new Progress("c-1", () -> broken++);
        WAYS.get(state).forEach(progress::step);
        assertThat(progress.state()).isEqualTo(state);
        return progress;
    }

    @Test
    void the_whole_table() {
        assertThat(CallCourse.TABLE.toString()).isEqualTo("""
                READING -- ADMIT --> SCREENING
                READING -- RELEASE --> CLEARED
                READING -- END --> OVER
                READING -- LEAVE --> OVER
                READING -- BREAK --> OVER
                SCREENING -- HOLD --> CALL_HELD
                SCREENING -- FORWARD --> FORWARDED
                SCREENING -- END --> OVER
                SCREENING -- LEAVE --> OVER
                SCREENING -- BREAK --> OVER
                CLEARED -- FORWARD --> FORWARDED
                CLEARED -- END --> OVER
                CLEARED -- LEAVE --> OVER
                CLEARED -- BREAK --> OVER
                CALL_HELD -- FORWARD --> FORWARDED
                CALL_HELD -- END --> OVER
                CALL_HELD -- LEAVE --> OVER
                CALL_HELD -- BREAK --> OVER
                FORWARDED -- HOLD --> ANSWER_HELD
                FORWARDED -- STREAM --> STREAMING
                FORWARDED -- END --> OVER
                FORWARDED -- LEAVE --> OVER
                FORWARDED -- BREAK --> OVER
                ANSWER_HELD -- END --> OVER
                ANSWER_HELD -- LEAVE --> OVER
                ANSWER_HELD -- BREAK --> OVER
                STREAMING -- SET_ASIDE --> ASIDE
                STREAMING -- END --> OVER
                STREAMING -- LEAVE --> OVER
                STREAMING -- BREAK --> OVER
                ASIDE -- HOLD --> REST_HELD
                ASIDE -- END --> OVER
                ASIDE -- LEAVE --> DESERTED
                ASIDE -- BREAK --> OVER
                REST_HELD -- END --> OVER
                REST_HELD -- LEAVE --> DESERTED
                REST_HELD -- BREAK --> OVER
                DESERTED -- HOLD --> DESERTED
                DESERTED -- END --> OVER
                DESERTED -- LEAVE --> DESERTED
                DESERTED -- BREAK --> OVER
                OVER -- HOLD --> OVER
                OVER -- FORWARD --> OVER
                OVER -- END --> OVER
                OVER -- LEAVE --> OVER
                """);
    }

    static Stream<Arguments> everyStateAndEvent() {
        return Stream.of(State.values())
                .flatMap(state -> Stream.of(Event.values()).map(event -> Arguments.of(state, event)));
    }

    @ParameterizedTest
    @MethodSource("everyStateAndEvent")
    void a_step_of_the_table_is_taken_and_any_other_ends_the_call(State state, Event event) {
        var progress = at(state);
        var listed = CallCourse.TABLE.next(state, event);

        boolean taken = progress.step(event);

        assertThat(taken).isEqualTo(listed != null && state != State.OVER);
        assertThat(progress.state()).isEqualTo(listed == null ? State.OVER : listed);
        assertThat(broken).isEqualTo(listed == null && state != State.OVER ? 1 : 0);
        assertThat(logged)
                .isEqualTo(
                        listed != null
                                ? List.of()
                                : List.of("call c-1: " + event + " must not happen to a call that is " + state));
    }

    @Test
    void no_call_reaches_the_model_but_through_the_permit_and_inspection() {
        assertThat(CallCourse.TABLE.steps())
                .filteredOn(step -> step.to() == State.FORWARDED)
                .extracting(step -> step.from())
                .containsExactly(State.SCREENING, State.CLEARED, State.CALL_HELD);
        assertThat(CallCourse.TABLE.steps())
                .filteredOn(step -> step.to() == State.SCREENING || step.to() == State.CLEARED)
                .extracting(step -> step.from())
                .containsOnly(State.READING);
    }

    @Test
    void what_a_person_let_pass_is_not_held_again() {
        assertThat(CallCourse.TABLE.next(State.CLEARED, Event.HOLD)).isNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"ASIDE", "REST_HELD", "DESERTED"})
    void what_a_person_is_to_read_is_read_to_its_end_though_the_caller_goes(State state) {
        var progress = at(state);

        assertThat(progress.step(Event.LEAVE)).isTrue();

        assertThat(progress.state()).isEqualTo(State.DESERTED);
    }

    @Test
    void a_call_that_broke_ends_once_however_much_more_goes_wrong() {
        var progress = at(State.STREAMING);

        progress.step(Event.ADMIT);
        progress.step(Event.ADMIT);
        progress.step(Event.STREAM);

        assertThat(broken).isEqualTo(1);
        assertThat(progress.is(State.OVER)).isTrue();
    }

    @Test
    void a_stream_is_told_by_its_states() {
        assertThat(Stream.of(State.values()).filter(State::isStream))
                .containsExactly(State.STREAMING, State.ASIDE, State.REST_HELD, State.DESERTED);
    }
}
