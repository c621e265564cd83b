/**
 * Cases and tasks that go to another organisation, here or at another Zhiheng: what was given and no more, proved by the sender's
 * ledger, answered, late, or taken back.
 */
@org.jspecify.annotations.NullMarked
package zhiheng.server.rooms.exchange;
