package zhiheng.server.rooms.lists;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Cited;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;
import zhiheng.server.rooms.registry.Questions;

/** What the pages on lists show. */
public final class ListViews {
    private ListViews() {}

    /**
     * All lists, the acts that were entered, and the own decisions that acts may rest on.
     *
     * @param next the address of the next page of acts; null on the last
     */
    public record Index(
            List<Kind> kinds,
            List<Row> acts,
            @Nullable String next,
            List<Prior> priors,
            boolean mayChange,
            Form form) {}

    /** Lists of one kind. */
    public record Kind(String name, List<Line> lists) {}

    public record Line(String href, String title, String about, int entries, int items) {}

    public record Row(String href, String title, String list, String day, State verdict, String state) {}

    /** A record with the day on which it went into the ledger, "" while it has not. */
    public record Prior(String outcome, String title, String words, When time, String inLedger) {}

    /**
     * One list with its questions, and what came out where it was asked.
     *
     * @param check null before
     * @param priors own decisions to rest on, with none first
     */
    public record One(
            String id,
            String title,
            String about,
            String otherwise,
            int items,
            String edition,
            List<Questions.Question> questions,
            @Nullable Check check,
            List<Entry> entries,
            List<Choice> priors,
            boolean mayChange,
            Form form) {}

    /**
     * What came out.
     *
     * @param words what it means, in a sentence
     * @param otherwise said where no entry fits; else ""
     */
    public record Check(State verdict, String words, List<Entry> hits, List<Open> open, String otherwise) {}

    public record Entry(
            State answer,
            String text,
            Cited cited,
            List<String> because,
            String authority,
            List<String> materials,
            String limit,
            String fee,
            String appeal) {}

    public record Open(State answer, String text, Cited cited, List<String> missing) {}

    /**
     * An act.
     *
     * @param prior what it rests on; null for nothing
     * @param deliberates whether the reader may record a deliberation, {@code closes} end it, {@code decides} decide on tolerance
     */
    public record Act(
            String id,
            String title,
            String listTitle,
            String listHref,
            String day,
            String edition,
            When time,
            String state,
            String words,
            long version,
            Check check,
            List<String> answers,
            @Nullable Prior prior,
            List<Prior> deliberations,
            boolean deliberates,
            boolean closes,
            boolean decides,
            Form form) {}
}
