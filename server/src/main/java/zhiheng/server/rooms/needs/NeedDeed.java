package zhiheng.server.rooms.needs;

import java.util.List;

/**
 * What an official does to a need.
 *
 * @param name of a move or act of the procedure
 * @param words reason, answer or part; "" for none
 * @param lead the department that it goes to; {@code co} those beside it, {@code task} what they are to do
 * @param other the need that it is joined to
 */
record NeedDeed(String name, String words, String lead, List<String> co, String task, String other) {
    static NeedDeed of(String name, String words) {
        return new NeedDeed(name, words, "", List.of(), "", "");
    }
}
