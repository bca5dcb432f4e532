package org.quoin.host.gateway.servlet;

import javax.servlet.AsyncContext;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.quoin.host.gateway.guard.Guard;
import org.quoin.host.gateway.http.Handler;

/** Carries requests to a handler and its answers back, and never waits for a client. */
public final class GatewayServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Handler handler;
    private final transient Guard guard;
    private final transient Door door;

    public GatewayServlet(Handler handler, Guard guard, Door door) {
        this.handler = handler;
        this.guard = guard;
        this.door = door;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        if (request.getRequestURI() == null) { // of CONNECT, which names no path; Jetty cannot go on with that
            guard.headers(request.isSecure()).forEach(response::setHeader);
            response.setHeader("connection", "close");
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        AsyncContext context = request.startAsync(request, response);
        context.setTimeout(0);
        new Exchange(context, handler, guard, door).begin();
    }
}
