// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/layout_bridge.h"

#include "core/runner/all_cores.h"

#include <chrono>
#include <utility>

namespace ui {

namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kTogether = std::chrono::milliseconds(60); // one picture shows what arrives in it

} // namespace

LayoutBridge::LayoutBridge(QObject *parent)
    : QObject(parent),
      m_work(
          this, [this](const auto &...parts) { run(parts...); }, [this] { Q_EMIT ended(); })
{}

LayoutBridge::~LayoutBridge() = default;

void LayoutBridge::start(const core::Scenario &scenario, core::Bytes keepFree,
                         const core::HeldParts &held, std::optional<core::LayoutAdvice> known)
{
    m_work.start({scenario, keepFree, held, std::move(known)});
}

void LayoutBridge::cancel()
{
    m_work.cancel();
}

// On the thread of the work.
void LayoutBridge::run(const Request &request, const std::stop_token &stop,
                       const Search::Post &post)
{
    std::vector<core::LayoutPoint> together;
    Clock::time_point posted = {};
    const auto tell = [&](core::LayoutAdvice advice) {
        post([this, advice = std::move(advice), points = std::exchange(together, {})] {
            Q_EMIT told(advice, points);
        });
    };
    const core::AdviceOptions options = {.most = kMostIdeas,
                                         .keepFree = request.keepFree,
                                         .held = request.held,
                                         .forEach = core::onAllCores,
                                         .stop = stop,
                                         .told =
                                             [&](const core::LayoutAdvice &now) {
                                                 if (Clock::now() - posted < kTogether)
                                                     return;
                                                 posted = Clock::now();
                                                 tell(now);
                                             },
                                         .looked =
                                             [&](const std::vector<core::LayoutPoint> &points) {
                                                 together.insert(together.end(), points.begin(),
                                                                 points.end());
                                             }};
    core::LayoutAdvice advice =
        request.known ? *request.known : core::adviseLayouts(request.scenario, options);
    core::askBeyond(advice, request.scenario, options);
    if (!stop.stop_requested())
        tell(std::move(advice));
}

} // namespace ui
