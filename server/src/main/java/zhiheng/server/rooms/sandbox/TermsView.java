package zhiheng.server.rooms.sandbox;

import java.util.List;
import zhiheng.server.ground.page.Form;

/**
 * The form of the terms of a participation.
 *
 * @param from where the values come from, in words: terms on file, a proposal by the rules of the pack, or neither
 * @param because the rules that made the proposal narrower
 * @param proposalHref to fill the form from the application; "" where there is none
 * @param steps the stages that may have service
 * @param duties those of the system that may be waived
 * @param version of the case, that filing starts from
 */
public record TermsView(
        SandboxTabs tabs,
        String href,
        String from,
        List<Because> because,
        String proposalHref,
        List<Step> steps,
        List<Duty> duties,
        Form form,
        long version) {
    /** @param sets what the rule proposes, in words */
    public record Because(String reason, String sets) {}

    /** @param bound on harm that the procedure gives the stage; "" for none */
    public record Step(String id, String name, String bound) {}

    public record Duty(String id, String title, String article) {}
}
