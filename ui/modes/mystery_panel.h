// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/modes/guide_panel.h"

#include <vector>

class QLineEdit;

namespace ui {

class MysteryBox;
class OptionButton;
class PushButton;
class TextBlock;

// Beside the scene: which box, what it may be, and once that is named what gave it away and what is
// to be reached.
class MysteryPanel : public GuidePanel
{
    Q_OBJECT

public:
    explicit MysteryPanel(MysteryBox &box, QWidget *parent = nullptr);

    void setLook(const Look &look) override;
    void choose(int option);        // by its key
    void offer(std::uint64_t seed); // of the box that comes next
    void focusMain() override;

Q_SIGNALS:
    void leaveRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addRows();
    void openTyped();
    void renew();
    void renewOptions();

    MysteryBox &m_box;
    TextBlock *m_title;
    TextBlock *m_text;
    QLineEdit *m_seed;
    TextBlock *m_refusal;
    PushButton *m_open;
    TextBlock *m_verdict;
    std::vector<OptionButton *> m_options;
    TextBlock *m_clue;
    TextBlock *m_goal;
    TextBlock *m_now;
    PushButton *m_tell;
    PushButton *m_another;
    PushButton *m_leave;
};

} // namespace ui
