/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "causes.h"

static const IfaCause causes[] = {
  {
      .id = "certificate-expired",
      .layer = IFA_LAYER_SECURITY,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The invoice service's security certificate has expired"),
      .explanation = N_ ("Your unsent invoices stay where they are. The “identity card” of "
                         "{service} ran out on {date}, so your invoicing program rightly refuses "
                         "to talk to it. The way to the service is open; only its owner can "
                         "renew the card. Until then invoices cannot be sent."),
      .steps = {
        STEP_TELL_VENDOR,
        STEP_NOTHING_TO_REPAIR,
        STEP_NO_BYPASS,
        STEP_KEEP_REPORT,
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "our invoicing program cannot connect to {service}: the certificate of your "
                     "server has expired. Our clock was compared with other clocks and is "
                     "right.\n\n"
                     "Host: {host}, port {port}, address {address}\n"
                     "Valid until: {date}\n"
                     "Issued by: {issuer}\n\n"
                     "Please renew the certificate on every machine behind this name, and tell "
                     "us when it is done. I can send you the full report."),
      .technical = N_ ("the certificate or one of its chain is past notAfter ({date}) at the "
                       "true time"),
  },
  {
      .id = "certificate-not-yet-valid",
      .layer = IFA_LAYER_SECURITY,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The invoice service's security certificate is not valid yet"),
      .explanation = N_ ("Your unsent invoices stay where they are. The “identity card” of "
                         "{service} is only valid from {date}, so your invoicing program refuses "
                         "to talk to it. Your clock is not the reason. Until the service repairs "
                         "this, invoices cannot be sent."),
      .steps = {
        STEP_TELL_VENDOR,
        STEP_NOTHING_TO_REPAIR,
        STEP_NO_BYPASS,
        N_ ("Do not change your computer's date to get around it: your invoices would carry a "
            "wrong date."),
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "our invoicing program cannot connect to {service}: the certificate of your "
                     "server is not valid yet. Our clock was compared with other clocks and is "
                     "right.\n\n"
                     "Host: {host}, port {port}, address {address}\n"
                     "Valid from: {date}\n"
                     "Issued by: {issuer}\n\n"
                     "Please install a certificate that is valid now. I can send you the full "
                     "report."),
      .technical = N_ ("the certificate or one of its chain is before notBefore ({date}) at the "
                       "true time"),
  },
  {
      .id = "certificate-wrong-name",
      .layer = IFA_LAYER_SECURITY,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The invoice service shows a security certificate for another name"),
      .explanation = N_ ("Your unsent invoices stay where they are. The “identity card” that "
                         "answers at the address of {service} is genuine, but it is made out to "
                         "somebody else. So your invoicing program refuses to send invoices "
                         "there, and it is right to do so."),
      .steps = {
        N_ ("If you or a colleague typed the service's address: compare it with the vendor's "
            "instructions."),
        STEP_TELL_VENDOR,
        STEP_NO_BYPASS,
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "our invoicing program cannot connect to {service}: the certificate of your "
                     "server does not contain the host name. The chain itself is good, and the "
                     "name resolves to the same address everywhere we asked.\n\n"
                     "Host: {host}, port {port}, address {address}\n"
                     "Names in the certificate: {names}\n"
                     "Issued by: {issuer}\n\n"
                     "Please install a certificate that contains this name, or check the virtual "
                     "host (SNI) configuration. I can send you the full report."),
      .technical = N_ ("no name of the certificate ({names}) matches {host}; the chain is good"),
  },
  {
      .id = "certificate-self-signed",
      .layer = IFA_LAYER_SECURITY,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The invoice service's security certificate vouches only for itself"),
      .explanation = N_ ("Your unsent invoices stay where they are. The “identity card” of "
                         "{service} was not issued by a recognised authority; it is signed by "
                         "itself, so nobody can tell whether it is genuine. Your invoicing "
                         "program rightly refuses to send invoices there."),
      .steps = {
        STEP_TELL_VENDOR,
        STEP_NO_BYPASS,
        STEP_NOTHING_TO_REPAIR,
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "our invoicing program cannot connect to {service}: your server presents a "
                     "self-signed certificate.\n\n"
                     "Host: {host}, port {port}, address {address}\n"
                     "Issued to and by: {issuer}\n"
                     "Valid until: {date}\n\n"
                     "Please install a certificate of a recognised authority, or tell us "
                     "officially how to verify this one. I can send you the full report."),
      .technical = N_ ("the leaf certificate is self-signed and not in the trust store"),
  },
  {
      .id = "certificate-untrusted-issuer",
      .layer = IFA_LAYER_SECURITY,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The issuer of the service's security certificate is unknown here"),
      .explanation = N_ ("Your unsent invoices stay where they are. The “identity card” of "
                         "{service} was issued by an authority that this computer does not know, "
                         "while other secure sites are fine. So your invoicing program refuses "
                         "to send invoices there."),
      .steps = {
        STEP_TELL_VENDOR,
        N_ ("Ask the vendor whether a root certificate must be installed, and take it only from "
            "the vendor's or the tax office's official page."),
        STEP_NO_BYPASS,
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "our invoicing program cannot connect to {service}: the chain of your "
                     "server's certificate ends at a root that our computer does not know. Other "
                     "HTTPS sites verify, so nobody on our side seems to replace "
                     "certificates.\n\n"
                     "Host: {host}, port {port}, address {address}\n"
                     "Issued by: {issuer}\n"
                     "Valid until: {date}\n\n"
                     "Please use a publicly trusted certificate, or tell us where your root "
                     "certificate is officially published with its fingerprint. I can send you "
                     "the full report."),
      .technical = N_ ("the chain ends at an unknown root (issuer: {issuer}); control hosts "
                       "verify"),
  },
  {
      .id = "certificate-chain-incomplete",
      .layer = IFA_LAYER_SECURITY,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The invoice service's security certificate comes incomplete"),
      .explanation = N_ ("Your unsent invoices stay where they are. {service} shows its "
                         "“identity card”, but forgets to enclose a paper that proves who issued "
                         "it. Web browsers can often find that paper themselves, invoicing "
                         "programs cannot, so invoices cannot be sent."),
      .steps = {
        STEP_TELL_VENDOR,
        N_ ("If the service also has a web page for issuing invoices, try it in a browser."),
        STEP_NO_BYPASS,
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "our invoicing program cannot connect to {service}: your server does not "
                     "send its intermediate certificate. Browsers hide this because they fetch "
                     "or remember it; other clients refuse.\n\n"
                     "Host: {host}, port {port}, address {address}\n"
                     "Missing issuer: {issuer}\n\n"
                     "Please install the full chain (leaf and intermediates) on every machine "
                     "behind this name. I can send you the full report."),
      .technical = N_ ("the server does not send the intermediate certificate ({issuer})"),
  },
  {
      .id = "certificate-revoked",
      .layer = IFA_LAYER_SECURITY,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The invoice service's security certificate has been withdrawn"),
      .explanation = N_ ("Your unsent invoices stay where they are. The “identity card” of "
                         "{service} has been declared invalid by the authority that issued it, "
                         "as one does with a stolen card. So your invoicing program refuses to "
                         "send invoices there, and it is right to do so."),
      .steps = {
        STEP_TELL_VENDOR,
        STEP_NO_BYPASS,
        STEP_NOTHING_TO_REPAIR,
        STEP_KEEP_REPORT,
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "our invoicing program cannot connect to {service}: the certificate of your "
                     "server has been revoked.\n\n"
                     "Host: {host}, port {port}, address {address}\n"
                     "Issued by: {issuer}\n"
                     "Revoked: {date}\n"
                     "Source: {message}\n\n"
                     "Please install a new certificate on every machine behind this name. I can "
                     "send you the full report."),
      .technical = N_ ("OCSP or CRL says that the certificate was revoked ({date})"),
  },
  {
      .id = "certificate-expires-soon",
      .layer = IFA_LAYER_SECURITY,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_ATTENTION,
      .title = N_ ("The invoice service's security certificate expires soon"),
      .explanation = N_ ("The secure connection works today. The “identity card” of {service} "
                         "runs out in {days}, on {date}; if nobody renews it, invoices cannot be "
                         "sent from then on."),
      .steps = {
        N_ ("You can go on issuing invoices."),
        STEP_TELL_VENDOR,
        N_ ("Put the date into your calendar and check again here a week before."),
      },
      .message = N_ ("Hello,\n\n"
                     "the certificate of {service} expires in {days}.\n\n"
                     "Host: {host}, port {port}, address {address}\n"
                     "Valid until: {date}\n"
                     "Issued by: {issuer}\n\n"
                     "Please renew it in time on every machine behind this name."),
      .technical = N_ ("the certificate reaches notAfter in {days} ({date})"),
  },
  {
      .id = "certificate-weak",
      .layer = IFA_LAYER_SECURITY,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The invoice service's security certificate is too easy to forge"),
      .explanation = N_ ("Your unsent invoices stay where they are. The “identity card” of "
                         "{service} is made by an old method that can be forged today, so your "
                         "computer no longer accepts it. Invoices can be sent once the service "
                         "has a new one."),
      .steps = {
        STEP_TELL_VENDOR,
        STEP_NO_BYPASS,
        STEP_NOTHING_TO_REPAIR,
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "our invoicing program cannot connect to {service}: key or signature of "
                     "your server's certificate chain is below what computers accept today (RSA "
                     "under 2048 bits, SHA-1, MD5).\n\n"
                     "Host: {host}, port {port}, address {address}\n"
                     "Weakness: {message}\n"
                     "Issued by: {issuer}\n\n"
                     "Please install a certificate with a stronger key and signature. I can send "
                     "you the full report."),
      .technical = N_ ("key or signature is below today's minimum ({message})"),
  },
  {
      .id = "tls-version-unsupported",
      .layer = IFA_LAYER_SECURITY,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The invoice service only offers outdated encryption"),
      .explanation = N_ ("Your unsent invoices stay where they are. {service} offers only old "
                         "ways of encrypting that are considered broken and are switched off on "
                         "today's computers. So no secure connection comes about, and invoices "
                         "cannot be sent."),
      .steps = {
        STEP_TELL_VENDOR,
        N_ ("Ask whether there is a newer address or a newer version of your invoicing program."),
        N_ ("Do not let anybody switch the old encryption on again: your invoices could be read "
            "on the way."),
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "our invoicing program cannot connect to {service}: your server offers only "
                     "TLS versions that are switched off today.\n\n"
                     "Host: {host}, port {port}, address {address}\n"
                     "Offered: {version}\n\n"
                     "Please enable TLS 1.2 and TLS 1.3. I can send you the full report."),
      .technical = N_ ("the server speaks only {version}, below TLS 1.2"),
  },
  {
      .id = "tls-handshake-failed",
      .layer = IFA_LAYER_SECURITY,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The secure connection to the invoice service cannot be set up"),
      .explanation = N_ ("Your unsent invoices stay where they are. {service} can be reached, "
                         "but breaks off when your computer wants to encrypt the connection. So "
                         "invoices cannot be sent. This is usually a fault on the service's side."),
      .steps = {
        N_ ("Wait five minutes, then check again here."),
        STEP_TELL_VENDOR,
        N_ ("Ask whether your invoicing program is recent enough."),
        STEP_NO_BYPASS,
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "our invoicing program cannot connect to {service}: the TCP connection "
                     "works, the TLS handshake does not.\n\n"
                     "Host: {host}, port {port}, address {address}\n"
                     "What the server said: {message} (code {code})\n\n"
                     "Please check the TLS configuration (ciphers, versions, client certificate, "
                     "whether TLS is spoken on this port at all). I can send you the full report."),
      .technical = N_ ("TCP connects, the TLS handshake ends without a connection ({message})"),
  },
  {
      .id = "revocation-unknown",
      .layer = IFA_LAYER_SECURITY,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_INFO,
      .title = N_ ("It could not be looked up whether the security certificate was withdrawn"),
      .explanation = N_ ("The “identity card” of {service} is good. Only the list of withdrawn "
                         "cards could not be reached, so this one point stays open. By itself "
                         "that does not keep invoices from being sent."),
      .steps = {
        N_ ("You can go on issuing invoices."),
        N_ ("If your invoicing program complains about a “revocation check”, send the ready "
            "message to the vendor and to your IT colleague."),
      },
      .message = N_ ("Hello,\n\n"
                     "the revocation state of your server's certificate could not be looked up "
                     "from here.\n\n"
                     "Host: {host}, port {port}\n"
                     "Issued by: {issuer}\n"
                     "Responder or list: {location}\n\n"
                     "Stapling the OCSP answer would make your customers independent of it."),
      .technical = N_ ("neither OCSP nor CRL could be reached ({location}); no fault by itself"),
  },
  {
      .id = "root-certificate-missing",
      .layer = IFA_LAYER_SECURITY,
      .acts = IFA_ACTS_IT,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("This computer does not yet know the authority behind the invoice service"),
      .explanation = N_ ("Your unsent invoices stay where they are. {service} has its “identity "
                         "card” from an authority of its own, as tax platforms often do, and "
                         "that authority has not been introduced to this computer. It must be "
                         "installed once; then invoices can be sent."),
      .steps = {
        STEP_TELL_IT,
        N_ ("The certificate of that authority must come from the official page of the tax "
            "office or the vendor, from nowhere else."),
        STEP_NO_BYPASS,
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "the invoice service uses a private or national root certificate that this "
                     "computer does not have.\n\n"
                     "Host: {host}, port {port}\n"
                     "Chain ends at: {issuer}\n\n"
                     "Please install this root from the official place of the tax authority or "
                     "vendor, compare its fingerprint, and add it to the system trust store and "
                     "to the invoicing program's own, if it has one. Please do not switch "
                     "verification off.\n\n"
                     "I cannot issue invoices until this works."),
      .technical = N_ ("the chain ends at the root that the profile names ({issuer}), which is "
                       "not in the trust store"),
  },
  {
      .id = "client-certificate-missing",
      .layer = IFA_LAYER_SECURITY,
      .acts = IFA_ACTS_YOU,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The invoice service wants to see your company's digital certificate"),
      .explanation = N_ ("Your unsent invoices stay where they are. {service} is there and "
                         "answers, but it lets only companies in that show their own digital "
                         "certificate, and none was shown. Invoices can be sent once it is in "
                         "place."),
      .steps = {
        N_ ("If your certificate is on a USB stick or a card: plug it in, and wait until its "
            "light is steady."),
        N_ ("If it is a file: check in your invoicing program that it is chosen."),
        STEP_CHECK_AGAIN,
        N_ ("If it was lost or never there, ask the office that issued it."),
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "the invoice service insists on a client certificate, and none is available "
                     "on my computer.\n\n"
                     "Host: {host}, port {port}\n"
                     "What the server said: {message}\n\n"
                     "Please help me to install it, or tell me where to get it. I will not send "
                     "the certificate or its PIN by mail."),
      .technical = N_ ("the server asks for a client certificate and refuses without one; the "
                       "connection itself is fine"),
  },
  {
      .id = "client-certificate-expired",
      .layer = IFA_LAYER_SECURITY,
      .acts = IFA_ACTS_YOU,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("Your company's digital certificate has expired"),
      .explanation = N_ ("Your unsent invoices stay where they are. The certificate with which "
                         "your company identifies itself to {service} ran out on {date}. "
                         "Invoices can be sent again once it has been renewed."),
      .steps = {
        N_ ("Renew the certificate at the office that issued it. Have your business licence and "
            "your tax number at hand."),
        N_ ("Ask how long it takes: renewal is often possible online on the same day."),
        N_ ("Do not change your computer's date to get around it: your invoices would carry a "
            "wrong date."),
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "our client certificate for {service} has expired.\n\n"
                     "Expired on: {date}\n"
                     "Issued by: {issuer}\n\n"
                     "Please tell me how to renew it and how long that takes."),
      .technical = N_ ("the client certificate is past notAfter ({date})"),
  },
  {
      .id = "token-not-found",
      .layer = IFA_LAYER_SECURITY,
      .acts = IFA_ACTS_YOU,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The USB key for invoicing was not found"),
      .explanation = N_ ("Your unsent invoices stay where they are. To issue invoices, {service} "
                         "needs the USB key (tax key, token) of your company, and this computer "
                         "does not see one."),
      .steps = {
        N_ ("Plug the USB key in firmly, directly into the computer and not into a hub."),
        N_ ("Try another USB socket, and wait until its light is steady."),
        STEP_CHECK_AGAIN,
        N_ ("If it works in no computer, ask the office that issued it for a replacement."),
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "the USB token for invoicing is plugged in, but my computer does not see "
                     "it.\n\n"
                     "Device wanted: {names}\n\n"
                     "Please check the USB ports, the driver (PKCS#11 module, pcscd) and whether "
                     "a USB policy blocks it."),
      .technical = N_ ("no PKCS#11 token or USB device of the profile is present ({names})"),
  },
  {
      .id = "trust-hidden-by-sandbox",
      .layer = IFA_LAYER_SECURITY,
      .acts = IFA_ACTS_IT,
      .severity = IFA_SEVERITY_INFO,
      .title = N_ ("It could not be tested whether this computer trusts the service's certificate"),
      .explanation = N_ ("Your unsent invoices stay where they are. Nobody on the public list "
                         "vouches for the “identity card” of {service}. Your company or the "
                         "service may have had a certificate of their own installed on this "
                         "computer; but Invoice First Aid runs in an enclosure of its own (a "
                         "sandbox) and cannot see what was installed."),
      .steps = {
        N_ ("If your invoicing program sends invoices, there is nothing to do."),
        N_ ("If it does not, or if it warns you, send the ready message to your IT colleague."),
        STEP_NO_BYPASS,
      },
      .message = N_ ("Hello,\n\n"
                     "the certificate of {service} is not from a public authority, and Invoice "
                     "First Aid cannot see which others are trusted on my computer.\n\n"
                     "Host: {host}, port {port}\n"
                     "Issued by: {issuer}\n\n"
                     "Is this an issuer that we know and have installed? So that the program "
                     "(a Flatpak) can tell by itself, install p11-kit on my computer, or let it "
                     "see the list:\n\n"
                     "flatpak override --user --filesystem=host-etc:ro "
                     "org.invoicefirstaid.InvoiceFirstAid"),
      .technical = N_ ("the chain ends outside the sandbox's own list of roots ({issuer}); the "
                       "computer's own list is not visible in the sandbox"),
  },
};

const IfaCauseTable ifa_causes_security = { causes, G_N_ELEMENTS (causes) };
