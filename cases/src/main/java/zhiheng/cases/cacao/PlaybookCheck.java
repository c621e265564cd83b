package zhiheng.cases.cacao;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import zhiheng.base.Text;
import zhiheng.cases.cacao.Playbook.Step;
import zhiheng.cases.cacao.Playbook.Type;
import zhiheng.cases.cacao.Playbook.Way;

/**
 * What the published schemas let pass: links to steps that are not there, two starts, ways without an end, circles, variables that nobody
 * declared, calls without an address. A loop is a while-condition, whose inner part ends by itself; any other way back is a fault.
 */
final class PlaybookCheck {
    private static final Pattern VARIABLE = Pattern.compile("(__[a-zA-Z_][a-zA-Z0-9_-]*?__):value");
    private static final Pattern CALL =
            Pattern.compile("(GET|HEAD|POST|PUT|PATCH|DELETE) (/\\S*)( HTTP/(1\\.1|2|2\\.0|3))?");

    private final Playbook playbook;
    private final List<Text> faults = new ArrayList<>();

    private PlaybookCheck(Playbook playbook) {
        this.playbook = playbook;
    }

    /** @param exception the step for what goes wrong, "" for none; @param agentless actions without a known agent */
    static List<Text> faults(Playbook playbook, String exception, List<String> agentless) {
        var check = new PlaybookCheck(playbook);
        var starts = playbook.steps().values().stream()
                .filter(s -> s.type() == Type.START)
                .toList();
        if (starts.size() != 1) {
            check.fault("须恰有一个开始步骤，现有" + starts.size() + "个", "there is exactly one start, not " + starts.size());
        }
        if (starts.stream().noneMatch(s -> s.id().equals(playbook.start()))) {
            check.fault("workflow_start 须指向开始步骤", "'workflow_start' names the start step");
        }
        agentless.forEach(id -> check.fault(id + " 的 agent 未定义", id + ": its agent is not defined"));
        for (var step : playbook.steps().values()) {
            check.step(step);
        }
        if (!exception.isEmpty() && !playbook.steps().containsKey(exception)) {
            check.fault("workflow_exception 所指步骤不存在", "'workflow_exception' names no step");
        }
        if (check.faults.isEmpty()) {
            check.graph(exception);
        }
        return check.faults;
    }

    private void fault(String zh, String en) {
        faults.add(new Text(zh, en));
    }

    private void step(Step s) {
        s.links()
                .filter(link -> !playbook.steps().containsKey(link))
                .forEach(link ->
                        fault(s.id() + " 指向不存在的 " + link, s.id() + " leads to " + link + ", which is not there"));
        boolean links = !s.onCompletion().isEmpty()
                || !s.onSuccess().isEmpty()
                || !s.onFailure().isEmpty();
        if (s.type() == Type.END && links) {
            fault(s.id() + " 是结束步骤，不能再指向他处", s.id() + " is an end and leads nowhere");
        }
        if (s.type() != Type.END && s.onCompletion().isEmpty() && s.onSuccess().isEmpty()) {
            fault(s.id() + " 没有下一步，到不了结束", s.id() + " has no next step, so no end is reached");
        }
        if (!s.onCompletion().isEmpty() && !(s.onSuccess() + s.onFailure()).isEmpty()) {
            fault(
                    s.id() + " 不能同时有 on_completion 与 on_success、on_failure",
                    s.id() + " has 'on_completion' or the pair 'on_success', 'on_failure', not both");
        }
        if (s.type() == Type.PARALLEL && s.branches().size() < 2
                || s.type().asks() && s.branches().isEmpty()) {
            fault(s.id() + " 缺少分支", s.id() + " lacks branches");
        }
        if (s.type() == Type.ACTION && s.commands().isEmpty()) {
            fault(s.id() + " 没有命令", s.id() + " has no command");
        }
        s.targets().stream()
                .filter(t -> !playbook.targets().containsKey(t))
                .forEach(t -> fault(s.id() + " 的目标 " + t + " 未定义", s.id() + ": its target " + t + " is not defined"));
        if (s.containment() == null && s.way() == Way.HTTP) {
            call(s);
        }
        variables(s);
    }

    private void call(Step s) {
        if (!CALL.matcher(s.commands().getFirst().text()).matches()) {
            fault(s.id() + " 的命令须写作“POST /路径 HTTP/1.1”", s.id() + ": its command is written 'POST /path HTTP/1.1'");
        }
        if (s.targets().size() != 1
                || playbook.targets().getOrDefault(s.targets().getFirst(), "").isEmpty()) {
            fault(
                    s.id() + " 须有一个 http-api 目标，且恰有一个 url",
                    s.id() + " has one target of sort http-api with exactly one url");
        }
    }

    private void variables(Step s) {
        var known = new HashSet<>(playbook.variables().keySet());
        known.addAll(s.variables().keySet());
        var texts = new ArrayList<String>(List.of(s.asks()));
        s.commands().forEach(c -> {
            texts.add(c.text());
            texts.add(c.content());
            c.headers().values().forEach(texts::addAll);
        });
        for (var text : texts) {
            var found = VARIABLE.matcher(text);
            while (found.find()) {
                if (!known.contains(found.group(1))) {
                    fault(
                            s.id() + " 用到未声明的变量 " + found.group(1),
                            s.id() + " uses the variable " + found.group(1) + ", which is not declared");
                }
            }
        }
    }

    /** Ways back, and steps to which no way leads. */
    private void graph(String exception) {
        var seen = new HashSet<String>();
        circles(playbook.start(), seen);
        if (!exception.isEmpty()) {
            circles(exception, seen);
        }
        playbook.steps().keySet().stream()
                .filter(id -> !seen.contains(id))
                .forEach(id -> fault("没有路径通向 " + id, "no way leads to " + id));
    }

    private enum Colour {
        OPEN,
        DONE
    }

    private record Visit(String step, ArrayDeque<String> rest) {}

    /** A walk in depth, without recursion; a link to a step that is still open closes a circle. */
    private void circles(String from, Set<String> seen) {
        Map<String, Colour> colours = new HashMap<>();
        var way = new ArrayDeque<Visit>();
        way.push(visit(from, colours));
        while (!way.isEmpty()) {
            var next = way.element().rest().poll();
            if (next == null) {
                var done = way.pop().step();
                colours.put(done, Colour.DONE);
                seen.add(done);
            } else if (colours.get(next) == Colour.OPEN) {
                var back = way.element().step();
                fault(
                        back + " 绕回 " + next + "；需要循环请用 while-condition",
                        back + " leads back to " + next + "; for a loop use a while-condition");
            } else if (colours.get(next) == null && !seen.contains(next)) {
                way.push(visit(next, colours));
            }
        }
    }

    private Visit visit(String step, Map<String, Colour> colours) {
        colours.put(step, Colour.OPEN);
        return new Visit(step, new ArrayDeque<>(playbook.step(step).links().toList()));
    }
}
