/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "resolv-conf.h"

#include <gio/gio.h>
#include <string.h>

#define MAX_SEARCH_DOMAINS 32

/* An interface may follow a link-local address: fe80::1%eth0. */
static gboolean
is_address (const char *text)
{
  g_autofree char *bare = g_strndup (text, strcspn (text, "%"));

  return g_hostname_is_ip_address (bare);
}

static gboolean
is_on_this_computer (const char *address)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (address);

  return inet != NULL && g_inet_address_get_is_loopback (inet);
}

static void
add_words (GPtrArray *list, char **words, guint max, gboolean (*is_good) (const char *))
{
  for (guint i = 1; words[i] != NULL; i++)
    if (words[i][0] != '\0' && list->len < max && g_utf8_validate (words[i], -1, NULL)
        && (is_good == NULL || is_good (words[i])))
      g_ptr_array_add (list, g_strdup (words[i]));
}

/**
 * ifa_resolv_conf_parse:
 * @text: (nullable): the file; need not be terminated
 * @length: its length in bytes
 * @facts: gets name servers (an empty list where there is none), search domains, and whether the
 *   first server is a stub on this computer (systemd-resolved's, dnsmasq, unbound)
 */
void
ifa_resolv_conf_parse (const char *text, gsize length, IfaResolverFacts *facts)
{
  g_autofree char *copy = g_strndup (text != NULL ? text : "", length);
  g_auto (GStrv) lines = g_strsplit (copy, "\n", -1);
  g_autoptr (GPtrArray) servers = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) domains = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = NULL;

      lines[i][strcspn (lines[i], "#;")] = '\0';
      words = g_strsplit_set (g_strstrip (lines[i]), " \t\r", -1);
      if (words[0] == NULL)
        continue;
      if (g_str_equal (words[0], "nameserver"))
        add_words (servers, words, IFA_RESOLV_CONF_MAX_SERVERS, is_address);
      else if (g_str_equal (words[0], "search") || g_str_equal (words[0], "domain"))
        {
          /* The last line wins. */
          g_ptr_array_set_size (domains, 0);
          add_words (domains, words, MAX_SEARCH_DOMAINS, NULL);
        }
    }

  facts->is_stub
      = IFA_TRI (servers->len > 0 && is_on_this_computer (g_ptr_array_index (servers, 0)));
  g_ptr_array_add (servers, NULL);
  g_ptr_array_add (domains, NULL);
  facts->servers = g_strdupv ((char **) servers->pdata);
  facts->search_domains = g_strdupv ((char **) domains->pdata);
}
