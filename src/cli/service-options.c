/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What --profile, --url, --param, --trust-file and --map mean. */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "command-line.h"
#include "console.h"
#include "error.h"
#include "profile-store.h"

static gboolean
fail_usage (GError **error, const char *option, const char *value, const char *form)
{
  g_set_error (error, IFA_ERROR, IFA_ERROR_USAGE,
               /* Translators: an option, what was given, and how it should look. */
               _ ("“%s %s” can't be understood; write it as %s."), option, value, form);
  return FALSE;
}

/**
 * ifa_command_line_dup_service:
 * @line: the command line
 * @error: `IFA_ERROR_USAGE`
 *
 * Returns: (transfer full) (nullable): what to open, in the form of [func@Ifa.profile_store_open];
 *   `NULL` without an error when none is given and none was used before
 */
char *
ifa_command_line_dup_service (const IfaCommandLine *line, GError **error)
{
  g_autoptr (GString) name = NULL;

  if (line->url != NULL && line->parameters != NULL)
    {
      g_set_error_literal (error, IFA_ERROR, IFA_ERROR_USAGE,
                           _ ("“--param” needs a profile, not “--url”."));
      return NULL;
    }
  if (line->url != NULL)
    {
      g_autoptr (IfaProfile) profile = ifa_profile_new_from_url (line->url, error);

      return profile != NULL
                 ? g_strdup (((IfaEndpoint *) g_ptr_array_index (profile->endpoints, 0))->url)
                 : NULL;
    }
  if (line->profile == NULL && line->parameters == NULL)
    return ifa_profile_store_dup_last_used ();
  if (line->profile == NULL)
    {
      g_set_error_literal (error, IFA_ERROR, IFA_ERROR_USAGE, _ ("“--param” needs “--profile”."));
      return NULL;
    }
  name = g_string_new (line->profile);
  for (guint i = 0; line->parameters != NULL && line->parameters[i] != NULL; i++)
    {
      if (!g_regex_match_simple ("^[a-z0-9][a-z0-9._-]*=[a-z0-9][a-z0-9._-]*$", line->parameters[i],
                                 G_REGEX_DOLLAR_ENDONLY, 0))
        {
          fail_usage (error, "--param", line->parameters[i], "province=beijing");
          return NULL;
        }
      g_string_append_printf (name, "%c%s", i == 0 ? '?' : '&', line->parameters[i]);
    }
  return g_string_free (g_steal_pointer (&name), FALSE);
}

/**
 * ifa_command_line_open_profile:
 * @line: the command line
 * @error: `IFA_ERROR_USAGE` or `IFA_ERROR_BAD_PROFILE`
 *
 * Returns: (transfer full) (nullable): the profile; `NULL` without an error when none is given and
 *   none was used before
 */
IfaProfile *
ifa_command_line_open_profile (const IfaCommandLine *line, GError **error)
{
  g_autofree char *service = ifa_command_line_dup_service (line, error);

  return service != NULL ? ifa_profile_store_open (service, error) : NULL;
}

/**
 * ifa_command_line_need_profile:
 * @line: the command line
 * @need: what the profile must name
 * @error: `IFA_ERROR_USAGE`, `IFA_ERROR_BAD_PROFILE`, or `IFA_ERROR_FAILED` when the profile
 * doesn't name it
 *
 * Returns: (transfer full) (nullable): the profile; `NULL` with @error set
 */
IfaProfile *
ifa_command_line_need_profile (const IfaCommandLine *line, IfaNeed need, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (IfaProfile) profile = ifa_command_line_open_profile (line, &local_error);

  if (local_error == NULL && profile == NULL)
    g_set_error_literal (&local_error, IFA_ERROR, IFA_ERROR_USAGE,
                         _ ("No service was used yet; name one with --profile or --url."));
  else if (local_error == NULL && need == IFA_NEEDS_OUTBOX && profile->client_outbox->len == 0)
    g_set_error_literal (&local_error, IFA_ERROR, IFA_ERROR_FAILED,
                         _ ("The profile doesn't say where the invoicing program keeps unsent "
                            "invoices, so nothing can be said about them."));
  else if (local_error == NULL && need == IFA_NEEDS_CACHE && profile->client_cache->len == 0)
    g_set_error_literal (&local_error, IFA_ERROR, IFA_ERROR_FAILED,
                         _ ("The profile names no cache that may be cleared."));
  if (local_error == NULL)
    return g_steal_pointer (&profile);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/**
 * ifa_command_line_may:
 * @line: the command line
 * @question: what to ask
 * @error: `IFA_ERROR_USAGE` when there is nobody to be asked: silence is no consent
 *
 * Returns: whether --yes was given, or the person agrees
 */
gboolean
ifa_command_line_may (const IfaCommandLine *line, const char *question, GError **error)
{
  if (line->yes)
    return TRUE;
  if (!ifa_console_can_ask ())
    {
      g_set_error_literal (error, IFA_ERROR, IFA_ERROR_USAGE,
                           _ ("Nobody can be asked here; add “--yes” if you agree."));
      return FALSE;
    }
  if (ifa_console_ask (question))
    return TRUE;
  ifa_console_say_plainly (_ ("Nothing was changed."));
  return FALSE;
}

/**
 * ifa_command_line_remember_service:
 * @line: the command line of a check
 *
 * Keeps what is given for the next time; what was only looked at isn't kept.
 */
void
ifa_command_line_remember_service (const IfaCommandLine *line)
{
  g_autofree char *service = NULL;

  if (line->profile == NULL && line->url == NULL)
    return;
  service = ifa_command_line_dup_service (line, NULL);
  if (service != NULL)
    ifa_profile_store_set_last_used (service);
}

static gboolean
map_host (IfaEnvironment *environment, const char *map, GError **error)
{
  const char *equals = strrchr (map, '=');
  g_autofree char *host = equals != NULL ? g_strndup (map, equals - map) : NULL;

  if (host == NULL || *host == '\0' || !g_hostname_is_ip_address (equals + 1))
    return fail_usage (error, "--map", map, "api.example.com=192.0.2.7");
  ifa_environment_map_host (environment, host, equals + 1);
  return TRUE;
}

/**
 * ifa_command_line_new_environment:
 * @line: the command line
 * @error: `IFA_ERROR_USAGE` or `IFA_ERROR_FILE`
 *
 * Returns: (transfer full) (nullable): the outside world, as the options want it
 */
IfaEnvironment *
ifa_command_line_new_environment (const IfaCommandLine *line, GError **error)
{
  g_autoptr (IfaEnvironment) environment = ifa_environment_new ();

  if (line->trust_file != NULL && !g_file_test (line->trust_file, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, IFA_ERROR, IFA_ERROR_FILE,
                   _ ("There is no file “%s” with root certificates; check --trust-file."),
                   line->trust_file);
      return NULL;
    }
  if (line->trust_file != NULL)
    ifa_environment_set_trust_file (environment, line->trust_file);
  for (guint i = 0; line->maps != NULL && line->maps[i] != NULL; i++)
    {
      if (!map_host (environment, line->maps[i], error))
        return NULL;
    }
  return g_steal_pointer (&environment);
}
