package org.quoin.host.gateway.servlet;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.ServletOutputStream;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.quoin.host.gateway.guard.Admission;
import org.quoin.host.gateway.guard.Guard;
import org.quoin.host.gateway.guard.Head;
import org.quoin.host.gateway.http.Handler;
import org.quoin.host.gateway.http.ProblemException;
import org.quoin.host.gateway.http.Problems;
import org.quoin.host.gateway.http.Request;
import org.quoin.host.gateway.http.Response;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.console.JsonView;

/** One request and its answer. */
final class Exchange implements AsyncListener {
    private static final Logger LOG = System.getLogger(Exchange.class.getName());

    private final AsyncContext context;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Handler handler;
    private final Guard guard;
    private final Door door;
    private final AtomicBoolean answered = new AtomicBoolean();
    private final AtomicBoolean completed = new AtomicBoolean();
    private final AtomicBoolean released = new AtomicBoolean();
    private final List<Runnable> releases = Collections.synchronizedList(new ArrayList<>());

    /** What the answer has whatever it is. */
    private volatile Map<String, String> standing = Map.of();

    private volatile Request asked;

    Exchange(AsyncContext context, Handler handler, Guard guard, Door door) {
        this.context = context;
        this.request = (HttpServletRequest) context.getRequest();
        this.response = (HttpServletResponse) context.getResponse();
        this.handler = handler;
        this.guard = guard;
        this.door = door;
        this.asked = new Request(
                request.getMethod(), "/", Map.of(), Map.of(), Map.of(), Bytes.of(), new Request.Client("", Set.of()));
    }

    void begin() {
        context.addListener(this);
        door.opened();
        release(door::closed);
        standing = guard.headers(request.isSecure());
        try {
            Map<String, List<String>> headers = headers();
            Head head = new Head(
                    request.getMethod(),
                    headers,
                    request.getServerName() == null ? "" : request.getServerName() + ":" + request.getServerPort(),
                    request.getRemoteAddr(),
                    request.getLocalAddr(),
                    request.isSecure());
            Admission admission = guard.admit(head);
            standing = Rendition.merge(standing, admission.headers());
            Target target = Target.of(
                    request.getRequestURI(),
                    request.getQueryString(),
                    door.limits().target());
            asked = new Request(
                    request.getMethod(),
                    target.path(),
                    Map.of(),
                    target.query(),
                    last(headers),
                    Bytes.of(),
                    admission.client());
            if (admission.answer().isPresent()) {
                answer(admission.answer().get());
            } else if (hasBody()) {
                readBody(guard.isLocal(head));
            } else {
                handle(new byte[0], guard.isLocal(head));
            }
        } catch (ProblemException e) {
            answerAndClose(e);
        } catch (RuntimeException | IOException e) {
            answer(problem(e));
        }
    }

    private boolean hasBody() {
        boolean has = request.getContentLengthLong() > 0 || request.getHeader("transfer-encoding") != null;
        if (has && Set.of("GET", "HEAD", "OPTIONS", "TRACE").contains(request.getMethod())) {
            throw ProblemException.of(
                    400, "UNEXPECTED_BODY", request.getMethod() + " has no body: send what you ask in the query.");
        }
        return has;
    }

    private void readBody(boolean local) throws IOException {
        Limits limits = door.limits();
        BodyTypes.require(asked, limits.largePaths().contains(asked.path()));
        int most = limits.bodyAt(asked.path());
        if (request.getContentLengthLong() > most) {
            throw BodyReader.tooLarge(most);
        }
        BodyReader reader =
                new BodyReader(request.getInputStream(), most, door, body -> handle(body, local), this::answerAndClose);
        release(reader::end);
        reader.begin();
    }

    private void handle(byte[] body, boolean local) {
        try {
            int transactions = Transactions.count(asked.method(), asked.path(), asked.header("content-type"), body);
            if (transactions > 0) {
                guard.requireTransactions(asked.client(), local, transactions);
            }
            Request whole = new Request(
                    asked.method().equals("HEAD") ? "GET" : asked.method(),
                    asked.path(),
                    Map.of(),
                    asked.query(),
                    asked.headers(),
                    Bytes.of(body),
                    asked.client());
            door.workers().begin(() -> handle(whole));
        } catch (ProblemException e) {
            answer(problem(e));
        } catch (RejectedExecutionException e) {
            answer(problem(ProblemException.of(
                            503, "OVERLOADED", "The gateway has more to do than it can: try again in a second.")
                    .with("retry-after", "1")));
        }
    }

    private void handle(Request whole) {
        try {
            CompletableFuture<Response> answer = handler.handle(whole).toCompletableFuture();
            if (answer.isDone()) {
                answer(answer.join());
            } else {
                // Compressing and sending are not for the thread that had the answer: it may be the ledger's.
                var unused = answer.whenCompleteAsync(
                        (found, failure) -> answer(failure == null ? found : problem(failure)),
                        door.workers().goOn());
            }
        } catch (RuntimeException | StackOverflowError e) {
            answer(problem(e));
        }
    }

    private Response problem(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ProblemException problem) {
            return Problems.response(problem, JsonView::failure);
        }
        LOG.log(
                Level.ERROR,
                () -> "A request could not be answered: " + LogText.of(asked.method() + " " + asked.path()) + "\n"
                        + LogText.of(cause));
        return Problems.response(
                ProblemException.of(500, "INTERNAL", "The gateway has failed at this: its log says why."),
                JsonView::failure);
    }

    /** The body is not read: what may follow on the connection is not looked at. */
    private void answerAndClose(ProblemException problem) {
        Response answer = problem(problem);
        boolean rest = request.getContentLengthLong() > 0 || request.getHeader("transfer-encoding") != null;
        answer(rest ? answer.with("connection", "close") : answer);
    }

    private void answer(Response found) {
        if (!answered.compareAndSet(false, true)) {
            return;
        }
        Response answer = Methods.complete(asked.method(), found);
        try {
            boolean head = asked.method().equals("HEAD");
            if (answer.content() instanceof Response.Whole whole) {
                send(Rendition.of(whole, answer, standing, asked, head));
            } else if (answer.content() instanceof Response.Live live) {
                open(answer, live, head);
            }
        } catch (IOException
                | IllegalStateException e) { // the latter where the server has ended the exchange meanwhile
            LOG.log(Level.DEBUG, "The client is gone", e);
            cut();
        }
    }

    private void send(Rendition rendition) throws IOException {
        response.setStatus(rendition.status());
        rendition.headers().forEach(response::setHeader);
        if (rendition.length() >= 0 && rendition.status() != 204) {
            response.setContentLength(rendition.length());
        }
        ServletOutputStream out = response.getOutputStream();
        byte[] content = rendition.content().toArray();
        AnswerWriter writer = new AnswerWriter(out, content, door.limits().writing(), this::complete, this::cut);
        door.bodies().takeAnyway(content.length);
        door.deadlines().watch(writer);
        release(() -> {
            door.deadlines().forget(writer);
            door.bodies().giveBack(content.length);
        });
        out.setWriteListener(writer);
    }

    private void open(Response answer, Response.Live live, boolean head) throws IOException {
        response.setStatus(answer.status());
        Rendition.merge(standing, answer.headers()).forEach(response::setHeader);
        if (head) {
            complete();
            return;
        }
        ServletOutputStream out = response.getOutputStream();
        ServletOutlet outlet = new ServletOutlet(out, door.limits().stall(), this::complete, this::cut);
        door.deadlines().watch(outlet);
        release(() -> {
            door.deadlines().forget(outlet);
            outlet.ended();
        });
        live.opened().accept(outlet);
        out.setWriteListener(outlet);
    }

    private Map<String, List<String>> headers() {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name.toLowerCase(Locale.ROOT), Collections.list(request.getHeaders(name)));
        }
        return headers;
    }

    private static Map<String, String> last(Map<String, List<String>> headers) {
        Map<String, String> last = new LinkedHashMap<>();
        headers.forEach((name, values) -> last.put(name, values.get(values.size() - 1)));
        return last;
    }

    /** To be run once, when this has come to an end in whatever way. */
    private void release(Runnable release) {
        releases.add(release);
        if (released.get()) {
            runReleases();
        }
    }

    private void runReleases() {
        released.set(true);
        List<Runnable> all;
        synchronized (releases) {
            all = List.copyOf(releases);
            releases.clear();
        }
        all.forEach(Runnable::run);
    }

    private void complete() {
        if (completed.compareAndSet(false, true)) {
            try {
                context.complete();
            } catch (IllegalStateException e) {
                LOG.log(Level.DEBUG, "The server has ended the exchange already", e);
            }
            runReleases();
        }
    }

    private void cut() {
        if (!completed.get()) {
            Connection.cut(request, "the client is gone, or too slow");
        }
        complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        completed.set(true);
        runReleases();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        cut();
    }

    @Override
    public void onError(AsyncEvent event) {
        cut();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        context.addListener(this);
    }
}
