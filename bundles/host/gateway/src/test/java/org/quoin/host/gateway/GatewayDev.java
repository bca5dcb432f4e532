package org.quoin.host.gateway;

import java.nio.file.Files;
import java.nio.file.Path;
import org.quoin.ledger.api.ActivateModule;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.Wallet;
import org.quoin.ledger.testkit.TestFramework;

/**
 * A development chain with ten users and a gateway, to look at while one works on it: arguments are a data directory, a port, and
 * rules jars to activate.
 */
final class GatewayDev {
    private GatewayDev() {}

    public static void main(String[] arguments) throws Exception {
        TestFramework framework = new TestFramework(Path.of(arguments[0]));
        Ledger ledger = framework.service(Ledger.class);
        GatewayServer server = new GatewayServer(ledger, Integer.parseInt(arguments[1]));
        for (int i = 2; i < arguments.length; i++) {
            Bytes rules = Bytes.of(Files.readAllBytes(Path.of(arguments[i])));
            System.out.println(new LedgerClient(ledger)
                    .submit(
                            "operator",
                            framework.service(Wallet.class).signers("operator").get(0),
                            ActivateModule.of(rules))
                    .join());
        }
        System.out.println("at " + server.address());
    }
}
