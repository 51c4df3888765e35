// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/editor_session.h"
#include "ui/modes/mode.h"

class QScrollArea;

namespace ui {

class ChallengePanel;
class ComparisonView;
class EditorTools;
class ElidedLabel;
class FiguresPanel;
class GridView;
class LegendStrip;
class PushButton;
class RefusalStrip;
class ScrollBar;
class TextBlock;

// The schedule editor: the visits of a schedule are moved by hand, as a challenge or for the
// scenario that is open.
class EditorMode : public Mode
{
    Q_OBJECT

public:
    explicit EditorMode(const ModeContext &context, QWidget *parent = nullptr);

    [[nodiscard]] EditorSession &session() { return m_session; }
    // The schedule of the newest result; without one, or if it is too large, it is complained.
    void editShown();
    // Into the scenario that is open, as one step for its undo.
    void useInScenario();
    bool saveCsv(const QString &path);

    void setLook(const Look &look) override;
    [[nodiscard]] QList<QWidget *> panes() const override;
    void focusMain() override;
    [[nodiscard]] bool hasOwnBar() const override { return true; }
    [[nodiscard]] Presented presented() const override;
    // A challenge by its id, with so many visits filled in.
    void prepareLesson(const QString &id, int visits) override;
    void togglePlay() override {}
    [[nodiscard]] QStringList withoutActions() const override;
    [[nodiscard]] QString describe() const override;
    void saveState(QSettings &settings) const override;
    void restoreState(const QSettings &settings) override;

protected:
    void wake() override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void connectSession();
    void addKeys();
    void askToSave();
    void renew();
    void place();
    int placeHead(const QRect &area);
    void placeCentre(const QRect &area);
    void revealSelected();
    [[nodiscard]] QString footText() const;

    EditorSession m_session;
    Look m_look;
    QStringList m_solved;
    bool m_wasAwake = false;
    QRect m_card; // in the middle
    ChallengePanel *m_challenges;
    QScrollArea *m_scroll;
    ScrollBar *m_across;
    ScrollBar *m_down;
    GridView *m_grid;
    EditorTools *m_tools;
    RefusalStrip *m_strip;
    ComparisonView *m_comparison;
    FiguresPanel *m_figures;
    LegendStrip *m_legend;
    ElidedLabel *m_title;
    ElidedLabel *m_foot;
    PushButton *m_use;
};

} // namespace ui
