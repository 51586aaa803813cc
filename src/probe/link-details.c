/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "link-details.h"

#include <fcntl.h>
#include <linux/if.h>
#include <string.h>
#include <unistd.h>

/* One page, as much as a sysfs attribute may hold. */
#define MAX_FILE_BYTES 4096

static char *
read_attribute (const char *folder, const char *interface, const char *name)
{
  g_autofree char *path = g_build_filename (folder, interface, name, NULL);
  g_autofree char *text = g_malloc (MAX_FILE_BYTES + 1);
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  gssize n;

  if (fd < 0)
    return NULL;
  n = read (fd, text, MAX_FILE_BYTES);
  close (fd);
  if (n < 0)
    return NULL;
  text[n] = '\0';
  return g_steal_pointer (&text);
}

static gboolean
attribute_is (const char *folder, const char *interface, const char *name, const char *expected)
{
  g_autofree char *text = read_attribute (folder, interface, name);

  return text != NULL && g_str_equal (g_strstrip (text), expected);
}

/* In a namespace of its own a program may still see the sysfs of the one that it came from, where
 * another "eth0" stands. */
static gboolean
is_same_interface (const char *folder, const IfaNetlinkLink *link)
{
  g_autofree char *index = g_strdup_printf ("%u", link->index);
  g_autofree char *hardware_address = NULL;

  if (!attribute_is (folder, link->name, "ifindex", index))
    return FALSE;
  if (!link->has_hardware_address)
    return TRUE;
  hardware_address = ifa_netlink_dup_hardware_text (link->hardware_address);
  return attribute_is (folder, link->name, "address", hardware_address);
}

static IfaLinkKind
kind_from_uevent (const char *text)
{
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      if (g_str_equal (lines[i], "DEVTYPE=wlan"))
        return IFA_LINK_KIND_WIFI;
      if (g_str_equal (lines[i], "DEVTYPE=wwan"))
        return IFA_LINK_KIND_CELLULAR;
    }
  return IFA_LINK_KIND_UNKNOWN;
}

/**
 * ifa_link_details_read:
 * @folder: "/sys/class/net"
 * @link: an interface
 * @details: (out caller-allocates): what its files say; all unknown where they are not there, or
 *   are about another interface
 *
 * To be called in a thread: some drivers ask their device for the speed.
 */
void
ifa_link_details_read (const char *folder, const IfaNetlinkLink *link, IfaLinkDetails *details)
{
  g_autofree char *uevent = NULL;
  g_autofree char *speed = NULL;
  guint64 speed_mbps;

  details->kind = IFA_LINK_KIND_UNKNOWN;
  details->speed_mbps = IFA_UNKNOWN_INTEGER;
  if (strchr (link->name, '/') != NULL || !is_same_interface (folder, link))
    return;

  uevent = read_attribute (folder, link->name, "uevent");
  details->kind = kind_from_uevent (uevent);
  if ((link->flags & IFF_LOWER_UP) == 0)
    return;

  /* "-1" where the driver doesn't know. */
  speed = read_attribute (folder, link->name, "speed");
  if (speed != NULL
      && g_ascii_string_to_unsigned (g_strstrip (speed), 10, 1, G_MAXINT32, &speed_mbps, NULL))
    details->speed_mbps = (gint64) speed_mbps;
}
