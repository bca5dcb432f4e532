package org.quoin.host.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.host.gateway.api.NodeRoutes;
import org.quoin.host.gateway.event.EventSettings;
import org.quoin.host.gateway.guard.Settings;
import org.quoin.host.gateway.servlet.Limits;
import org.quoin.ledger.api.Account;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Health;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.Metrics;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.api.Wallet;
import org.quoin.ledger.testkit.TestFramework;

/** What the README tells to type, typed into a shell. */
class ReadmeTest {
    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final Amount AMOUNT = new Amount(new BigInteger("1500000000000000000"), new Asset("ETH", 18));

    @Test
    void everyLineDoesWhatItSays(@TempDir Path data) throws IOException, InterruptedException {
        assumeThat(run(List.of("bash", "-c", "command -v curl"), "").status())
                .as("curl is there")
                .isZero();
        try (TestFramework framework = new TestFramework(data)) {
            Ledger ledger = framework.service(Ledger.class);
            NodeRoutes node = new NodeRoutes(framework.service(Health.class), framework.service(Metrics.class));
            try (Gateway gateway = new Gateway(ledger, EventSettings.DEFAULT, node.routes());
                    GatewayServer server =
                            new GatewayServer(gateway, Limits.standard(), GatewayServer.guard(Settings.standard()))) {
                String address = server.address().toString();
                int lines = 0;
                StringBuilder before = new StringBuilder("set -eu\nQUOIN=" + address.substring(0, address.length() - 1)
                        + "\nquoin() { echo '" + signed(ledger, framework.service(Wallet.class)) + "'; }\n");
                Matcher blocks = BLOCK.matcher(Files.readString(Path.of("README.md")));
                while (blocks.find()) {
                    for (String line : blocks.group(1).lines().toList()) {
                        if (!line.startsWith("curl")) {
                            before.append(line).append('\n');
                            continue;
                        }
                        String expected = line.substring(line.lastIndexOf("# ") + 2);
                        Ran ran = run(List.of("bash", "-s"), before + line + "\n");
                        assertThat(ran.status())
                                .as("%s: %s", line, ran.output())
                                .isZero();
                        assertThat(ran.output()).as(line).contains(expected);
                        lines++;
                    }
                }
                assertThat(lines).isGreaterThan(15);
            }
        }
    }

    private static String signed(Ledger ledger, Wallet wallet) {
        Account payer = ledger.account("user_1").orElseThrow();
        SignedTransaction transfer = new LedgerClient(ledger)
                .sign(payer.name(), wallet.signer(payer).orElseThrow(), new Transfer("user_1", "user_2", AMOUNT));
        return "{\"tx\":\"" + transfer.transaction().id() + "\",\"bytes\":\"" + transfer.encode() + "\"}";
    }

    private record Ran(int status, String output) {}

    private static Ran run(List<String> command, String input) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var to = process.getOutputStream()) {
            to.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), output);
    }
}
