// SPDX-License-Identifier: GPL-3.0-or-later
// The ring around what has the keyboard focus, which lies on an ancestor that may go before it.
#include "ui/controls/focus_ring.h"
#include "ui/controls/push_button.h"

#include <QTest>

#include <memory>

class TestFocusRing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aControlOutlivesTheAncestorOfItsRing();
};

void TestFocusRing::aControlOutlivesTheAncestorOfItsRing()
{
    QWidget window;
    window.resize(300, 200);
    auto first = std::make_unique<QWidget>(&window);
    auto second = std::make_unique<QWidget>(&window);
    for (QWidget *host : {first.get(), second.get()})
        host->resize(300, 200);
    ui::PushButton button(ui::PushButton::Kind::Primary, {}, QStringLiteral("Lock in"),
                          first.get());
    button.setGeometry(40, 40, 120, 36);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    button.clearFocus(); // the window gave it as it was shown
    button.setFocus(Qt::TabFocusReason);
    const auto *ring = first->findChild<ui::FocusRing *>();
    QVERIFY(ring != nullptr && ring->isVisible()); // on the host, which has room for it

    button.setParent(second.get());
    button.show();
    first.reset();
    button.setFocus(Qt::TabFocusReason);
    ring = second->findChild<ui::FocusRing *>();
    QVERIFY(ring != nullptr && ring->isVisible());
    button.setParent(nullptr); // its own owner
}

QTEST_MAIN(TestFocusRing)
#include "tst_focus_ring.moc"
