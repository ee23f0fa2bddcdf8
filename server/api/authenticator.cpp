#include "server/api/authenticator.h"

#include "server/api/accounts.h"
#include "server/api/api_key.h"

namespace qianqiao {
namespace {

Result<Viewer> by_key(Service& service, const std::string& operator_key,
                      const Presented& presented) {
  Viewer viewer;
  if (is_same_key(operator_key, presented.bearer)) {
    if (!presented.is_local) return fail("operator.remote");
    viewer.kind = Viewer::Kind::kOperator;
    viewer.person = presented.actor;
    return viewer;
  }
  const auto key = service.accounts->api_key(presented.bearer);
  if (!key) return fail("http.unauthorised");
  viewer.kind = Viewer::Kind::kPerson;
  viewer.person = key->person;
  viewer.api_key = key->id;
  viewer.may_write = key->may_write;
  return viewer;
}

Result<Viewer> by_session(Service& service, const Presented& presented) {
  Viewer viewer;
  const auto session = service.accounts->session(presented.session_token);
  if (!session) return viewer;
  if (presented.is_change &&
      !is_same_key(Accounts::csrf_token(presented.session_token), presented.csrf_token))
    return fail("session.csrf");
  viewer.kind = Viewer::Kind::kPerson;
  viewer.person = session->person;
  viewer.session = session->token;
  return viewer;
}

}  // namespace

Result<Viewer> identify(Service& service, const std::string& operator_key,
                        const Presented& presented) {
  auto viewer = !presented.bearer.empty() ? by_key(service, operator_key, presented)
                                          : by_session(service, presented);
  if (viewer && viewer->kind != Viewer::Kind::kOperator && !presented.actor.empty())
    return fail("http.actor_not_yours");
  return viewer;
}

}  // namespace qianqiao
