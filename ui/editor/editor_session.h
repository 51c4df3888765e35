// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/editor/challenges.h"
#include "core/editor/named_orders.h"
#include "core/editor/order_editor.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace ui {

// An edit that was refused: what was wanted, and why it cannot be.
struct RefusedEdit
{
    core::OrderError error;
    core::Action action; // that was to be moved, placed or taken out
    int rank = 0;
    std::int64_t start = 0; // in ticks, where it was wanted
};

// What the schedule editor works on: an order with all that is told of it, the visit that is
// selected, and the edit that was refused last. Every change goes through here.
class EditorSession : public QObject
{
    Q_OBJECT

public:
    explicit EditorSession(QObject *parent = nullptr);

    // prices: of its scenario, in forwards of a mean stage.
    void startWith(core::ScheduleOrder order, const QString &title,
                   std::optional<core::UnitCosts> prices = {});
    void startWith(const core::EditorChallenge &challenge);
    void startAgain();
    // In the prices of its scenario, or in the textbook's: one slot for each visit.
    void setPriced(bool priced);
    [[nodiscard]] bool canBePriced() const { return m_prices.has_value(); }
    [[nodiscard]] bool isPriced() const { return m_isPriced && canBePriced(); }

    [[nodiscard]] const QString &title() const { return m_title; }
    [[nodiscard]] const core::EditorChallenge *challenge() const { return m_challenge; }
    [[nodiscard]] core::ChallengeState challengeState() const;
    [[nodiscard]] const core::OrderEditor &editor() const { return *m_editor; }
    [[nodiscard]] const core::OrderFigures &figures() const { return m_figures; }
    [[nodiscard]] const std::vector<core::ReadyVisit> &ready() const { return m_ready; }
    [[nodiscard]] const std::optional<RefusedEdit> &refused() const { return m_refused; }
    [[nodiscard]] bool isWhole() const { return m_isWhole; }
    // As far as an axis of time goes on which the order, what is ready and the order that it is
    // compared with are all seen.
    [[nodiscard]] std::int64_t ticksShown() const;

    // Schedules with a name of the same shape; what the order is compared with, and which of them
    // it is. Null: none.
    [[nodiscard]] const std::vector<core::NamedOrder> &named() const { return m_named; }
    [[nodiscard]] const core::NamedOrder *compared() const;
    [[nodiscard]] const core::NamedOrder *recognised() const;
    void compareWith(const QString &id);

    // A place on a rank: the one behind its last visit is free.
    [[nodiscard]] core::VisitPlace selected() const { return m_selected; }
    [[nodiscard]] const core::Action *selectedVisit() const; // null: a free place
    void select(core::VisitPlace place);

    // Each is one step for undo, or is refused and explained.
    void move(core::VisitPlace from, std::size_t to);
    void place(const core::ReadyVisit &visit);
    void insert(core::VisitPlace before, const core::Action &action);
    enum class Takes { Alone, WithFollowers };
    void remove(Takes takes);
    void splitOrJoin();        // what the selected visit allows
    void fillIn();             // the rest, greedily
    void fillSome(int visits); // so many of the rest, in the order of time: for pictures
    void undo();
    void redo();
    void forgetRefusal();

Q_SIGNALS:
    void started(); // with another order
    void changed(); // anything
    void solved();  // the challenge

private:
    void start(core::ScheduleOrder order);
    [[nodiscard]] const core::UnitCosts &costs() const;
    void edit(core::OrderEdit edit, const core::Action &action, std::int64_t start);
    void refuse(const core::Error &error);
    void renew();
    void keepSelectionInside();
    [[nodiscard]] core::ReadyRequest request() const;
    [[nodiscard]] std::int64_t startOf(core::VisitPlace place) const;

    QString m_title;
    const core::EditorChallenge *m_challenge = nullptr;
    core::ScheduleOrder m_begun; // to start again with
    core::UnitCosts m_costs;     // of a challenge
    std::optional<core::UnitCosts> m_prices;
    bool m_isPriced = false;
    std::unique_ptr<core::OrderEditor> m_editor;
    core::OrderFigures m_figures;
    std::vector<core::ReadyVisit> m_ready;
    std::vector<core::NamedOrder> m_named;
    QString m_compared;
    std::optional<RefusedEdit> m_refused;
    core::VisitPlace m_selected;
    bool m_isWhole = false;
    bool m_wasSolved = false;
};

} // namespace ui
