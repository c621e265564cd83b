package zhiheng.cases.cacao;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import zhiheng.cases.cacao.Run.At;
import zhiheng.cases.cacao.Run.State;
import zhiheng.cases.cacao.Run.Token;

/** A run as plain maps and lists, for whoever writes them. */
public final class RunCodec {
    private RunCodec() {}

    public static Map<String, Object> tree(Run run) {
        var json = new LinkedHashMap<String, Object>();
        json.put("state", run.state().name());
        json.put("made", run.made());
        json.put("values", run.values());
        json.put(
                "tokens",
                run.tokens().stream()
                        .map(t -> List.of(t.id(), t.step(), t.parent(), t.at().name(), t.held()))
                        .toList());
        return json;
    }

    @SuppressWarnings("unchecked") // as {@link #tree} wrote it
    public static Run of(Map<String, Object> json) {
        return new Run(
                ((List<List<Object>>) json.getOrDefault("tokens", List.of()))
                        .stream()
                                .map(t -> new Token(
                                        number(t.get(0)),
                                        t.get(1).toString(),
                                        number(t.get(2)),
                                        At.valueOf(t.get(3).toString()),
                                        t.get(4).toString()))
                                .toList(),
                (Map<String, String>) json.getOrDefault("values", Map.of()),
                number(json.getOrDefault("made", 0)),
                State.valueOf(json.getOrDefault("state", "RUNNING").toString()));
    }

    private static long number(Object value) {
        return value instanceof Number n ? n.longValue() : Long.parseLong(value.toString());
    }
}
