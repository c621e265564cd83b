package zhiheng.server.rooms.needs;

import java.util.List;
import zhiheng.office.policy.Timetable;

/**
 * What an official does to a need.
 *
 * @param name of a move or act of the procedure
 * @param words reason, answer or part; "" for none
 * @param lead the department that it goes to
 * @param share what those beside it are to do
 * @param other the need that it is joined to
 * @param nodes the timetable
 */
record NeedDeed(String name, String words, String lead, Share share, String other, List<Timetable.Entry> nodes) {
    /** @param due the day by which the part is owed, "" for that of the answer */
    record Share(List<String> co, String task, String due) {
        static final Share NONE = new Share(List.of(), "", "");
    }
}
