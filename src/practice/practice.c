/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "practice.h"

#include "error.h"
#include "practice-answers.h"
#include "practice-pki.h"
#include "practice-profile.h"
#include "practice-server.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

struct _IfaPractice
{
  GObject parent_instance;

  IfaPracticeStage stage;
  IfaPracticeServer *server; /* (nullable): once stopped */
  IfaProfile *profile;
  char *url;
  char *folder; /* (nullable): private, holds the trust file */
  char *trust_file;
};

G_DEFINE_FINAL_TYPE (IfaPractice, ifa_practice, G_TYPE_OBJECT)

static void
ifa_practice_finalize (GObject *object)
{
  IfaPractice *self = IFA_PRACTICE (object);

  ifa_practice_stop (self);
  g_clear_pointer (&self->profile, ifa_profile_unref);
  g_free (self->url);
  g_free (self->trust_file);

  G_OBJECT_CLASS (ifa_practice_parent_class)->finalize (object);
}

static void
ifa_practice_class_init (IfaPracticeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ifa_practice_finalize;
}

static void
ifa_practice_init (IfaPractice *self)
{
}

/* The runtime folder is the user's alone and empties itself at the end of the session; where
 * there is none, the temporary folder must do. g_mkdtemp makes the folder 0700. */
static char *
dup_private_folder (GError **error)
{
  const char *bases[] = { g_get_user_runtime_dir (), g_get_tmp_dir () };
  int code = 0;

  for (guint i = 0; i < G_N_ELEMENTS (bases); i++)
    {
      g_autofree char *path = g_build_filename (bases[i], "ifa-practice-XXXXXX", NULL);

      if (g_mkdtemp (path) != NULL)
        return g_steal_pointer (&path);
      code = errno;
    }
  g_set_error (error, IFA_ERROR, IFA_ERROR_FILE, "Cannot make a temporary folder in %s: %s",
               bases[G_N_ELEMENTS (bases) - 1], g_strerror (code));
  return NULL;
}

static gboolean
write_trust_file (IfaPractice *self, const char *pem, GError **error)
{
  g_autoptr (GError) failure = NULL;

  self->folder = dup_private_folder (error);
  if (self->folder == NULL)
    return FALSE;

  self->trust_file = g_build_filename (self->folder, "trust.pem", NULL);
  if (g_file_set_contents_full (self->trust_file, pem, -1, G_FILE_SET_CONTENTS_NONE, 0600,
                                &failure))
    return TRUE;

  g_set_error_literal (error, IFA_ERROR, IFA_ERROR_FILE, failure->message);
  return FALSE;
}

static gboolean
make_certificates (IfaPractice *self, GError **error)
{
  IfaPracticeStage *stage = &self->stage;
  g_autoptr (IfaPracticePki) pki = ifa_practice_pki_new (error);
  g_autofree char *pem = NULL;
  g_autofree char *issuer_url = NULL;
  IfaPracticeCertificate of_control = stage->fault->answer == IFA_PRACTICE_ANSWER_PORTAL
                                          ? IFA_PRACTICE_CERTIFICATE_PORTAL
                                          : IFA_PRACTICE_CERTIFICATE_CONTROL;

  if (pki == NULL)
    return FALSE;

  pem = ifa_practice_pki_dup_root_pem (pki);
  issuer_url = g_strdup_printf ("http://%s:%u%s", IFA_PRACTICE_ADDRESS,
                                stage->ports[IFA_PRACTICE_LISTENER_CONNECTIVITY],
                                IFA_PRACTICE_ISSUER_PATH);
  stage->issuer = ifa_practice_pki_dup_intermediate (pki);
  stage->service = ifa_practice_pki_issue (pki, stage->fault->certificate, issuer_url, error);
  if (stage->service == NULL)
    return FALSE;
  stage->control = ifa_practice_pki_issue (pki, of_control, issuer_url, error);
  return stage->control != NULL && write_trust_file (self, pem, error);
}

static gboolean
make_profile (IfaPractice *self, GError **error)
{
  g_autofree char *json = ifa_practice_dup_profile_json (self->stage.ports);

  self->profile = ifa_profile_new_from_data (json, strlen (json), "practice", error);
  self->url = g_strdup_printf ("https://%s:%u%s", IFA_PRACTICE_HOST,
                               self->stage.ports[IFA_PRACTICE_LISTENER_SERVICE],
                               IFA_PRACTICE_HEALTH_PATH);
  return self->profile != NULL;
}

/**
 * ifa_practice_new:
 * @fault: (nullable): what is to be found; `NULL` for none
 * @error: where to put why it failed
 *
 * Starts an invoice service on this computer. It answers as soon as this function returns, from
 * threads of its own, on the loopback address and free ports only.
 *
 * Returns: (transfer full): the service; `NULL` with @error set if it cannot be started
 */
IfaPractice *
ifa_practice_new (const IfaPracticeFault *fault, GError **error)
{
  g_autoptr (IfaPractice) self = g_object_new (IFA_TYPE_PRACTICE, NULL);
  IfaPracticeStage *stage = &self->stage;

  stage->fault = fault != NULL ? fault : ifa_practice_find_fault ("none");
  self->server
      = ifa_practice_server_new (stage->fault->transport == IFA_PRACTICE_TRANSPORT_REFUSED, error);
  if (self->server == NULL)
    return NULL;

  for (guint i = 0; i < IFA_PRACTICE_N_LISTENERS; i++)
    stage->ports[i] = ifa_practice_server_get_port (self->server, i);
  if (!make_certificates (self, error) || !make_profile (self, error)
      || !ifa_practice_server_start (self->server, stage, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * ifa_practice_get_profile:
 * @self: the service
 *
 * Returns: (transfer none): its profile, whose addresses lead to this service
 */
IfaProfile *
ifa_practice_get_profile (IfaPractice *self)
{
  g_return_val_if_fail (IFA_IS_PRACTICE (self), NULL);
  return self->profile;
}

/**
 * ifa_practice_prepare_environment:
 * @self: the service
 * @environment: what a run is going to be given
 *
 * Makes @environment lead to the service and trust its authority, and nobody else's. Only a run
 * with this environment is affected: no file and no setting of the user's is touched.
 */
void
ifa_practice_prepare_environment (IfaPractice *self, IfaEnvironment *environment)
{
  static const char *const hosts[] = {
    IFA_PRACTICE_HOST,         IFA_PRACTICE_MOVED_HOST,  IFA_PRACTICE_CONNECTIVITY_HOST,
    IFA_PRACTICE_CONTROL_HOST, IFA_PRACTICE_PORTAL_HOST,
  };

  g_return_if_fail (IFA_IS_PRACTICE (self));

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    ifa_environment_map_host (environment, hosts[i], IFA_PRACTICE_ADDRESS);
  ifa_environment_set_trust_file (environment, self->trust_file);
  if (ifa_practice_fault_is_of_clock (self->stage.fault))
    ifa_environment_set_clock_offset_us (environment, IFA_PRACTICE_CLOCK_OFFSET_US);
}

/**
 * ifa_practice_get_url:
 * @self: the service
 *
 * Returns: (transfer none): the address of its one endpoint
 */
const char *
ifa_practice_get_url (IfaPractice *self)
{
  g_return_val_if_fail (IFA_IS_PRACTICE (self), NULL);
  return self->url;
}

/**
 * ifa_practice_get_trust_file:
 * @self: the service
 *
 * Returns: (transfer none): a PEM file with the one root that vouches for it; it is removed when
 *   the service stops
 */
const char *
ifa_practice_get_trust_file (IfaPractice *self)
{
  g_return_val_if_fail (IFA_IS_PRACTICE (self), NULL);
  return self->trust_file;
}

/**
 * ifa_practice_stop:
 * @self: the service
 *
 * Ends every connection at once and removes the trust file. May be called again.
 */
void
ifa_practice_stop (IfaPractice *self)
{
  g_return_if_fail (IFA_IS_PRACTICE (self));

  g_clear_pointer (&self->server, ifa_practice_server_free);
  g_clear_pointer (&self->stage.service, gnutls_certificate_free_credentials);
  g_clear_pointer (&self->stage.control, gnutls_certificate_free_credentials);
  g_clear_pointer (&self->stage.issuer, g_bytes_unref);
  if (self->folder != NULL)
    {
      g_unlink (self->trust_file);
      g_rmdir (self->folder);
    }
  g_clear_pointer (&self->folder, g_free);
}
