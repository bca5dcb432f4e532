package org.quoin.host.gateway.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.quoin.host.gateway.GatewayServer;
import org.quoin.host.gateway.servlet.RawClient.Reply;
import org.quoin.ledger.testkit.TestLedger;

/** What attackers of other gateways have sent, to this one with all that it has, over the network. */
class HostileRequestsTest {
    private static final Pattern REPEATED = Pattern.compile("\\{([^{}]*)\\*([0-9]+)}");

    private record Attack(String category, String expected, String request) {}

    @Test
    void noneGetsThrough() throws IOException {
        List<Attack> attacks = attacks();
        assertThat(attacks).hasSizeGreaterThan(400);
        List<String> through = new ArrayList<>();
        try (TestLedger ledger = TestLedger.create();
                GatewayServer server = new GatewayServer(ledger.ledger())) {
            String host = server.address().getAuthority();
            for (Attack attack : attacks) {
                String request = bytes(attack.request(), host);
                Reply reply = attack.category().equals("smuggling")
                        ? RawClient.askAll(server.address(), request)
                        : RawClient.ask(server.address(), request);
                String wrong = problems(attack, reply);
                if (!wrong.isEmpty()) {
                    through.add(attack + ": " + wrong + "\n" + reply.text());
                }
            }
            Reply after = RawClient.ask(
                    server.address(), "GET /api/v1/ledger HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
            assertThat(after.status()).isEqualTo(200);
            assertThat(ledger.ledger().info().height()).isZero();
        }
        assertThat(through).isEmpty();
    }

    /** What is wrong with a reply; empty if nothing is. */
    private static String problems(Attack attack, Reply reply) {
        StringBuilder wrong = new StringBuilder();
        String head = reply.head().toLowerCase(Locale.ROOT);
        int status = reply.status();
        boolean expected = switch (attack.expected()) {
            case "any" -> status >= 200 && status < 500;
            case "4xx", "json4xx" -> status >= 400 && status < 500;
            default -> status == Integer.parseInt(attack.expected());
        };
        wrong.append(expected ? "" : "status " + status + "; ");
        wrong.append(status / 100 == 3 || head.contains("\nlocation:") ? "redirected; " : "");
        wrong.append(head.contains("\nx-injected") ? "header injected; " : "");
        wrong.append(head.contains("\nserver:") ? "names the server; " : "");
        wrong.append(head.contains("\nset-cookie") ? "sets a cookie; " : "");
        wrong.append(reply.body().contains("\tat ") || reply.body().contains("Exception") ? "stack trace; " : "");
        wrong.append(reply.text().indexOf("HTTP/1.1 ", 1) > 0 ? "a second answer; " : "");
        boolean json = head.contains("content-type: application/problem+json")
                || head.contains("content-type: application/json");
        if (attack.expected().equals("json4xx") && !(json && head.contains("x-content-type-options: nosniff"))) {
            wrong.append("no JSON; ");
        }
        wrong.append(!json && reply.body().contains("alert(1)") ? "markup comes back; " : "");
        wrong.append(reply.body().contains("root:") ? "a file of the machine; " : "");
        return wrong.toString();
    }

    private static List<Attack> attacks() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(HostileRequestsTest.class.getResourceAsStream("hostile-requests.txt"))) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", 3))
                    .map(parts -> new Attack(parts[0], parts[1], parts[2]))
                    .toList();
        }
    }

    /** Each character stands for a byte. */
    private static String bytes(String line, String host) {
        String text = REPEATED.matcher(line)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1).repeat(Integer.parseInt(found.group(2)))));
        return Pattern.compile("\\\\(r|n|t|\\\\|x[0-9a-f]{2})")
                .matcher(text.replace("{host}", host))
                .replaceAll(found -> Matcher.quoteReplacement(
                        switch (found.group(1).charAt(0)) {
                            case 'r' -> "\r";
                            case 'n' -> "\n";
                            case 't' -> "\t";
                            case '\\' -> "\\";
                            default ->
                                Character.toString(
                                        Integer.parseInt(found.group(1).substring(1), 16));
                        }));
    }
}
