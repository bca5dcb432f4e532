package org.quoin.host.gateway.servlet;

import javax.servlet.http.HttpServletRequest;
import org.eclipse.jetty.server.HttpChannel;

/** The network's connection below a request. Servlets know no way to end one at once; Jetty does. */
final class Connection {
    private Connection() {}

    /**
     * Ends it, whatever is still to be sent.
     *
     * @return whether it could be: under another server it ends by that one's own limits
     */
    static boolean cut(HttpServletRequest request, String reason) {
        try {
            return Jetty.cut(request, reason);
        } catch (NoClassDefFoundError e) { // its package is imported optionally
            return false;
        }
    }

    /** A class of its own, so that it is linked only where there is Jetty. */
    private static final class Jetty {
        static boolean cut(HttpServletRequest request, String reason) {
            if (request.getAttribute(HttpChannel.class.getName()) instanceof HttpChannel channel) {
                channel.abort(new IllegalStateException(reason));
                channel.getEndPoint().close();
                return true;
            }
            return false;
        }
    }
}
