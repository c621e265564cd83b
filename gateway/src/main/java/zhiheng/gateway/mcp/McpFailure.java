package zhiheng.gateway.mcp;

import zhiheng.base.Text;

/** Why a server of tools did not answer. What it says is for people: no addresses, no keys. */
final class McpFailure extends Exception {
    /** What went wrong. */
    enum Kind {
        UNAVAILABLE(502, "工具服务器不可用", "the server of tools is not available"),
        BROKEN(502, "工具服务器的应答无法读取", "the answer of the server of tools cannot be read"),
        TOO_LARGE(502, "工具服务器的应答过大", "the answer of the server of tools is too large"),
        TIMED_OUT(504, "工具未在时限内应答", "the tool did not answer within its time"),
        CANCELLED(499, "调用已取消", "the call was cancelled"),
        /** The server has forgotten the session; nothing was done. */
        SESSION_GONE(502, "工具服务器的会话已失效", "the session at the server of tools is gone"),
        /** What the server asks, no client answers. */
        NO_CLIENT(504, "没有客户端应答", "no client answers"),
        TOO_MANY(503, "同时运行的工具进程过多", "too many processes of tools are running");

        final int status;
        final Text text;

        Kind(int status, String zh, String en) {
            this.status = status;
            text = new Text(zh, en);
        }
    }

    final Kind kind;

    McpFailure(Kind kind) {
        super(kind.text.en(), null, false, false);
        this.kind = kind;
    }
}
