package zhiheng.server.rooms.exchange;

/**
 * Another Zhiheng whose log is known.
 *
 * @param log the origin of its log, the name in its key
 * @param witnessKey of the witness that must have cosigned its checkpoints; "" for none
 * @param checkpoint the newest signed one seen; "" for none yet, and {@code size} is 0
 * @param sent the size of our checkpoint that was last sent there
 */
record Peer(String log, String name, String key, String witnessKey, String checkpoint, long size, long sent) {}
