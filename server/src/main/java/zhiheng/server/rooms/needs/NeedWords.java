package zhiheng.server.rooms.needs;

import zhiheng.base.Text;

/** Kinds of needs in both languages, for answers that carry one of their own. */
final class NeedWords {
    private NeedWords() {}

    static Text kind(Need.Kind kind) {
        return switch (kind) {
            case CONSULT -> new Text("咨询", "Question");
            case HELP -> new Text("求助", "Help");
            case COMPLAINT -> new Text("投诉", "Complaint");
            case REPORT -> new Text("举报或报告问题", "Report of a problem");
            case SUGGESTION -> new Text("建议", "Suggestion");
        };
    }

    /** The light of a stage. */
    static String tone(String stage) {
        return switch (stage) {
            case "received", "offered" -> "told";
            case "working", "extended" -> "doing";
            case "replied" -> "gap"; // said by the handler, not yet by the asker
            case "solved", "answered" -> "met";
            case "unsolved" -> "late";
            default -> "not";
        };
    }
}
