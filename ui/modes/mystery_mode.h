// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/modes/guided_mode.h"
#include "ui/modes/mystery_box.h"

namespace ui {

class MysteryPanel;

// A mystery box: scene and timeline of a set-up with a hidden fault, and the panel that asks what
// it is. The controls come once it is named.
class MysteryMode : public GuidedMode
{
    Q_OBJECT

public:
    explicit MysteryMode(const ModeContext &context, QWidget *parent = nullptr);

    [[nodiscard]] MysteryBox &box() { return m_box; }
    // Which mode comes when it is left.
    void comeFrom(const QString &mode) { m_from = mode; }
    void offer(std::uint64_t seed);

    [[nodiscard]] bool keepsSecret() const override;
    [[nodiscard]] core::SnapshotPtr shown() const override;
    [[nodiscard]] Presented presented() const override;
    bool choose(int option) override;
    [[nodiscard]] QStringList withoutActions() const override;
    void showLeftPanel(bool show) override;
    [[nodiscard]] QString describe() const override;
    void resetLayout() override;

protected:
    void wake() override;
    void sleep() override;

private:
    void addKeys();
    void renew();
    void startOver();
    void leave();

    MysteryBox m_box;
    QString m_from;
    MysteryPanel *m_panel;
    bool m_startsOver = false; // with the result of a box
    MysteryBox::State m_shownState = MysteryBox::State::Closed;
};

} // namespace ui
