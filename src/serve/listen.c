#include "serve/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 1024 };

typedef struct address {
  union {
    struct sockaddr any;
    struct sockaddr_in four;
    struct sockaddr_in6 six;
  } at;
  socklen_t size;
  bool loopback;
} address;

static int wrong(const char *text, dl_status *status) {
  return dl_fail(
      status, DL_EUSAGE,
      "--listen is '%s': ADDRESS:PORT, as in 127.0.0.1:8080, [::1]:8080 or 0.0.0.0:8080; port 0 is a free one", text);
}

/* "HOST:PORT" into its two parts. */
static bool split(const char *text, char host[64], unsigned *port) {
  const char *colon = strrchr(text, ':');
  if (!colon) return false;
  size_t size = (size_t)(colon - text), digits = strspn(colon + 1, "0123456789");
  bool bracketed = size >= 2 && text[0] == '[' && colon[-1] == ']';
  if (digits == 0 || digits > 5 || colon[1 + digits] || size >= 64) return false;
  *port = (unsigned)strtoul(colon + 1, NULL, 10);
  if (bracketed) text++, size -= 2;
  if (!bracketed && memchr(text, ':', size)) return false;
  snprintf(host, 64, "%.*s", (int)size, text);
  if (size == 0 || strcmp(host, "localhost") == 0) strcpy(host, "127.0.0.1");
  return *port <= 65535;
}

static int read_address(const char *text, address *a, dl_status *status) {
  char host[64];
  unsigned port;
  *a = (address){.size = 0};
  if (!split(text, host, &port)) return wrong(text, status);
  if (inet_pton(AF_INET, host, &a->at.four.sin_addr) == 1) {
    a->at.four.sin_family = AF_INET;
    a->at.four.sin_port = htons((uint16_t)port);
    a->size = sizeof a->at.four;
    a->loopback = ntohl(a->at.four.sin_addr.s_addr) >> 24 == 127;
  } else if (inet_pton(AF_INET6, host, &a->at.six.sin6_addr) == 1) {
    a->at.six.sin6_family = AF_INET6;
    a->at.six.sin6_port = htons((uint16_t)port);
    a->size = sizeof a->at.six;
    a->loopback = IN6_IS_ADDR_LOOPBACK(&a->at.six.sin6_addr);
  } else {
    return wrong(text, status);
  }
  return DL_OK;
}

static void show(const address *a, char shown[80]) {
  char host[64] = "";
  bool six = a->at.any.sa_family == AF_INET6;
  inet_ntop(a->at.any.sa_family, six ? (const void *)&a->at.six.sin6_addr : (const void *)&a->at.four.sin_addr, host,
            sizeof host);
  snprintf(shown, 80, six ? "[%s]:%u" : "%s:%u", host, ntohs(six ? a->at.six.sin6_port : a->at.four.sin_port));
}

int dl_listen(const char *text, dl_place_to_listen *place, dl_status *status) {
  address a;
  int code = read_address(text, &a, status), on = 1;
  *place = (dl_place_to_listen){.socket = -1};
  if (code) return code;
  place->loopback = a.loopback;
  int fd = place->socket = socket(a.at.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd >= 0) setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (fd < 0 || bind(fd, &a.at.any, a.size) != 0 || listen(fd, BACKLOG) != 0 ||
      getsockname(fd, &a.at.any, &a.size) != 0) {
    code = dl_fail(status, DL_EIO, "%s: %s", text, strerror(errno));
    if (fd >= 0) close(fd);
    place->socket = -1;
    return code;
  }
  show(&a, place->shown);
  return DL_OK;
}

unsigned dl_clients_most(unsigned wanted) {
  struct rlimit files;
  rlim_t needed = (rlim_t)wanted + 256;
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return wanted < 500 ? wanted : 500;
  if (files.rlim_cur < needed) {
    files.rlim_cur = files.rlim_max < needed ? files.rlim_max : needed;
    setrlimit(RLIMIT_NOFILE, &files);
    getrlimit(RLIMIT_NOFILE, &files);
  }
  return files.rlim_cur > needed ? wanted : files.rlim_cur > 320 ? (unsigned)files.rlim_cur - 256 : 64;
}

int dl_token_make(char token[33], dl_status *status) {
  unsigned char random[16];
  if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random)
    return dl_fail(status, DL_EIO, "no random numbers for a token: %s", strerror(errno));
  for (int i = 0; i < 16; i++) snprintf(token + 2 * i, 3, "%02x", random[i]);
  return DL_OK;
}
