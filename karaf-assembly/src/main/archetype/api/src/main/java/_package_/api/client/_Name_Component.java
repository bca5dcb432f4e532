package @package@.api.client;

import @package@.api.@Name@Register;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.quoin.ledger.api.client.ClientRegistration;

/** Offers the client of this framework's ledger. */
@Component(
        immediate = true,
        service = {})
public final class @Name@Component {
    private final ClientRegistration<@Name@Register> registration;

    @Activate
    public @Name@Component(BundleContext context) {
        registration = new ClientRegistration<>(context, @Name@Register.class, @Name@Client.USES, @Name@Client::new);
    }

    @Deactivate
    void deactivate() {
        registration.close();
    }
}
