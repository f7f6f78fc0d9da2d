use std::{cell::Cell, rc::Rc};

use actix::{Arbiter, MessageResult};

use super::*;

const SHORTLY: Duration = Duration::from_secs(5);

#[derive(Message)]
#[rtype(result = "u32")]
struct Which;

#[derive(Message)]
#[rtype(result = "u32")]
struct FallNow;

struct Worker {
    incarnation: u32,
}

impl Actor for Worker {
    type Context = Context<Self>;
}

impl Handler<Which> for Worker {
    type Result = MessageResult<Which>;

    fn handle(&mut self, _message: Which, _context: &mut Context<Self>) -> Self::Result {
        MessageResult(self.incarnation)
    }
}

impl Handler<FallNow> for Worker {
    type Result = MessageResult<FallNow>;

    fn handle(&mut self, _message: FallNow, _context: &mut Context<Self>) -> Self::Result {
        panic!("a test asked for it");
    }
}

fn supervised(arbiter: &Arbiter, board: &ActorBoard, policy: RestartPolicy) -> Supervised<Worker> {
    let post = Post {
        name: "worker",
        arbiter: arbiter.handle(),
        capacity: 4,
        policy,
        board: board.clone(),
    };
    Supervised::start(post, |_handle| {
        // Only this thread ever sees it: that is what the factory is made there for.
        let made = Rc::new(Cell::new(0));
        move || {
            made.set(made.get() + 1);
            Worker {
                incarnation: made.get(),
            }
        }
    })
}

fn quick(budget: usize) -> RestartPolicy {
    RestartPolicy {
        first_pause: Duration::from_millis(1),
        longest_pause: Duration::from_millis(2),
        budget,
        window: Duration::from_secs(60),
        crash_loop_pause: Duration::from_secs(60),
    }
}

#[actix::test]
async fn who_holds_the_handle_reaches_the_next_incarnation_of_an_actor_that_fell() {
    let (arbiter, board) = (Arbiter::new(), ActorBoard::default());
    let worker = supervised(&arbiter, &board, quick(5));
    let held_elsewhere = worker.clone();
    assert_eq!(worker.ask(Which, SHORTLY).await, Ok(1));
    let gone = EngineError::Gone { actor: "worker" };
    assert_eq!(
        worker.ask(FallNow, SHORTLY).await,
        Err(gone.clone()),
        "its own asker is told"
    );
    // What reaches the mailbox while the actor falls, falls with it; whoever asks again waits for the next one.
    let began = Instant::now();
    let mut next = held_elsewhere.ask(Which, SHORTLY).await;
    while next == Err(gone.clone()) && began.elapsed() < SHORTLY {
        next = held_elsewhere.ask(Which, SHORTLY).await;
    }
    assert_eq!(next, Ok(2), "others wait for the next one");
    let status = board.statuses()[0];
    assert_eq!(
        (status.restarts, status.condition, status.asked),
        (1, Condition::Running, 0)
    );
    arbiter.stop();
}

#[actix::test]
async fn an_actor_that_falls_again_and_again_is_told_as_a_crash_loop_and_refuses_at_once() {
    let (arbiter, board) = (Arbiter::new(), ActorBoard::default());
    let worker = supervised(&arbiter, &board, quick(2));
    let began = Instant::now();
    while board.statuses()[0].condition != Condition::CrashLoop {
        assert!(worker.ask(FallNow, SHORTLY).await.is_err());
        assert!(began.elapsed() < Duration::from_secs(20), "its budget has no end");
    }
    while board.statuses()[0].condition != Condition::CrashLoop {
        tokio::task::yield_now().await;
    }
    let began = Instant::now();
    let refused = worker.ask(Which, Duration::from_secs(30)).await;
    assert_eq!(refused, Err(EngineError::Gone { actor: "worker" }));
    assert!(
        began.elapsed() < Duration::from_secs(20),
        "it did not wait for the pause"
    );
    assert_eq!(board.statuses()[0].condition, Condition::CrashLoop);
    arbiter.stop();
}

#[actix::test]
async fn actors_of_one_name_are_told_together_by_the_worst_of_them() {
    let (arbiter, board) = (Arbiter::new(), ActorBoard::default());
    let first = supervised(&arbiter, &board, quick(0));
    let second = supervised(&arbiter, &board, quick(0));
    assert!(second.ask(Which, SHORTLY).await.is_ok());
    assert!(first.ask(FallNow, SHORTLY).await.is_err());
    while board.statuses()[0].condition != Condition::CrashLoop {
        tokio::task::yield_now().await;
    }
    let statuses = board.statuses();
    assert_eq!(statuses.len(), 1);
    assert_eq!(
        (statuses[0].condition, statuses[0].restarts),
        (Condition::CrashLoop, 1)
    );
    assert_eq!(second.ask(Which, SHORTLY).await, Ok(1), "its neighbour is well");
    assert!(board.make_fall("worker") && !board.make_fall("nobody"));
    while second.ask(Which, SHORTLY).await.is_ok() {
        tokio::task::yield_now().await;
    }
    arbiter.stop();
}
