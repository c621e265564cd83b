package zhiheng.server.rooms.packeditor;

/** What stands in the fields of a pack that is yet to be written: the least that can be read, with a case that holds and one that does not. */
final class Starter {
    private Starter() {}

    static String text(String file) {
        return switch (file) {
            case "pack.yaml" -> """
                id: my-law
                name: {zh: 我的法规, en: My law}
                issuer: {zh: 发布机关, en: Issuing body}
                number: "1"
                jurisdiction: XX
                version: "1"
                source: https://example.org/law
                dates: {published: 2026-01-01, in-force: 2026-06-01}
                tiers:
                  - {id: covered, name: {zh: 适用, en: Covered}}
                  - {id: out-of-scope, name: {zh: 不适用, en: Out of scope}}
                stages:
                  - {id: scope, name: {zh: 适用范围, en: Scope}}
                confidence:
                  A: {zh: 已读全文, en: The text was read}
                """;
            case "rules.yaml" -> """
                - id: my-covered
                  stage: scope
                  ref: Art1
                  article: Article 1
                  text: {zh: 适用于人工智能系统。, en: It covers AI systems.}
                  from: 2026-06-01
                  confidence: A
                  when: infers
                  tier: covered
                """;
            case PackDraft.CASES -> """
                - case: it infers
                  as-of: 2026-07-01
                  facts: {infers: true}
                  holds: [my-covered]
                - case: it does not infer
                  as-of: 2026-07-01
                  facts: {infers: false}
                  silent: [my-covered]
                """;
            default -> "";
        };
    }
}
