package zhiheng.office.jobs;

import java.util.Locale;
import java.util.function.ToIntFunction;
import zhiheng.base.Text;

/** What is counted of role changes, as the columns of published tables. */
public enum Outcome {
    STAYED(new Text("留任", "Stayed"), RoleChange::stayed),
    MOVED(new Text("调岗", "Moved"), RoleChange::moved),
    RETRAINED(new Text("培训后转岗", "Retrained"), RoleChange::retrained),
    LEFT(new Text("离职", "Left"), RoleChange::left),
    CREATED(new Text("新岗位", "New roles"), RoleChange::created),
    NOT_HIRED(new Text("少招的初级岗位", "Junior posts not filled"), r -> Math.max(0, r.notHired()));

    private final Text text;
    private final ToIntFunction<RoleChange> count;

    Outcome(Text text, ToIntFunction<RoleChange> count) {
        this.text = text;
        this.count = count;
    }

    public Text text() {
        return text;
    }

    public int of(RoleChange change) {
        return count.applyAsInt(change);
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
