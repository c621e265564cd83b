package zhiheng.server.rooms.assess;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/** What the pages on assessments show. */
public interface AssessViews {
    /** @param next the page after; null on the last */
    record Index(
            List<SuiteLine> suites,
            List<RunLine> runs,
            @Nullable String next) {}

    record SuiteLine(String id, String title, String about, int prompts, long written, List<String> parts) {}

    /** @param system its name; "" on its own page */
    record RunLine(
            String href,
            String what,
            boolean theirs,
            String system,
            String systemHref,
            String model,
            State state,
            When time) {
        RunLine stated(State state) {
            return new RunLine(href, what, theirs, system, systemHref, model, state, time);
        }
    }

    /**
     * The report card of a system.
     *
     * @param history the results of each part over time, the newest last
     */
    record Card(
            String id,
            String name,
            List<RunLine> runs,
            List<Line> history,
            List<ProofLine> proofs,
            List<Choice> suites,
            List<Choice> judges,
            List<Choice> earlier,
            List<Choice> later,
            List<Change> changes,
            String compared,
            boolean mayChange,
            Form form) {}

    record Line(String what, List<Point> points) {}

    record Point(String href, String day, String rate, State verdict, Bar bar) {}

    /** Where an interval lies, from 0 to 100, and its threshold; -1 for none. */
    record Bar(double low, double high, double threshold, String says) {
        public String x() {
            return number(low);
        }

        public String width() {
            return number(Math.max(.6, high - low));
        }

        public String mark() {
            return number(threshold);
        }

        private static String number(double value) {
            return String.format(java.util.Locale.ROOT, "%.2f", value);
        }
    }

    record ProofLine(String duty, String href, String run, String expires, State state, String why) {}

    record Change(String part, String rate, long prompts, State state) {}

    /**
     * One run.
     *
     * @param live whether it is under way: the page then asks again by itself
     * @param serves duties that a result may become evidence of
     */
    record Run(
            String id,
            String what,
            boolean theirs,
            String systemName,
            String card,
            State state,
            String trouble,
            boolean live,
            long heard,
            long planned,
            long failed,
            String model,
            String judge,
            @Nullable When taken,
            String end,
            List<String> remarks,
            List<ResultLine> results,
            List<Choice> serves,
            boolean mayChange,
            Form form) {
        public String percent() {
            return planned == 0 ? "0" : Long.toString(100 * heard / planned);
        }
    }

    record ResultLine(
            String name,
            String event,
            String rate,
            String wanted,
            State verdict,
            Bar bar,
            String duties,
            String note) {}
}
