package zhiheng.bench;

import java.util.List;
import java.util.Map;
import org.kie.api.io.ResourceType;
import org.kie.internal.utils.KieHelper;

/** The peer with an engine: one Drools session kept warm; a system is inserted, the rules fire, it is deleted again. */
public final class DroolsSession {
    /** A system as Drools reads it. */
    public static final class Subject {
        private final Map<String, Object> facts;
        private int hits;

        Subject(Map<String, Object> facts) {
            this.facts = facts;
        }

        public void hit() {
            hits++;
        }

        public boolean isInScope() {
            return flag("in_scope");
        }

        public String getRole() {
            return String.valueOf(facts.get("role"));
        }

        public double getUsers() {
            return facts.get("users") instanceof Double d ? d : 0;
        }

        public List<?> getPurposes() {
            return facts.get("purposes") instanceof List<?> list ? list : List.of();
        }

        public boolean isFlag0() {
            return flag("flag0");
        }

        public boolean isFlag1() {
            return flag("flag1");
        }

        public boolean isFlag2() {
            return flag("flag2");
        }

        public boolean isFlag3() {
            return flag("flag3");
        }

        public boolean isFlag4() {
            return flag("flag4");
        }

        public boolean isFlag5() {
            return flag("flag5");
        }

        public boolean isFlag6() {
            return flag("flag6");
        }

        public boolean isFlag7() {
            return flag("flag7");
        }

        private boolean flag(String name) {
            return Boolean.TRUE.equals(facts.get(name));
        }
    }

    private DroolsSession() {}

    static RulesBench.Engine over(List<SampleRules.Rule> rules, List<Map<String, Object>> systems) {
        var drl = new StringBuilder("package sample\nimport " + Subject.class.getCanonicalName() + "\n");
        for (int i = 0; i < rules.size(); i++) {
            drl.append("rule \"r")
                    .append(i)
                    .append("\" when $s : Subject(")
                    .append(rules.get(i).drools());
            drl.append(") then $s.hit(); end\n");
        }
        var session = new KieHelper()
                .addContent(drl.toString(), ResourceType.DRL)
                .build()
                .newKieSession();
        var subjects = systems.stream().map(Subject::new).toArray(Subject[]::new);
        return system -> {
            var subject = subjects[system];
            subject.hits = 0;
            var handle = session.insert(subject);
            session.fireAllRules();
            session.delete(handle);
            return subject.hits;
        };
    }
}
